package br.com.catalogador.bus;

import br.com.catalogador.bus.wire.WireAdapter;
import br.com.catalogador.bus.wire.WireFormat;
import br.com.catalogador.failure.UnknownMessageException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.List;

/**
 * The event-bus codec of all messages: passes them by reference within a server, and encodes them
 * with {@link WireFormat} for another one. Messages are immutable.
 */
final class ImmutableCodec implements MessageCodec<Object, Object> {
  static final String NAME = "immutable";

  private final WireFormat format;

  ImmutableCodec(List<WireAdapter<?>> adapters) {
    this.format = new WireFormat(adapters);
  }

  @Override
  public Object transform(Object message) {
    return message;
  }

  @Override
  public void encodeToWire(Buffer buffer, Object message) {
    format.write(message, buffer);
  }

  /**
   * Returns an {@link UnknownMessageException} in place of a message that cannot be decoded. If it
   * were thrown here, the sender would get no reply until its time-out.
   */
  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    try {
      return format.read(buffer, position);
    } catch (UnknownMessageException e) {
      return e;
    } catch (RuntimeException e) {
      return new UnknownMessageException("bytes that are no message: " + e);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
