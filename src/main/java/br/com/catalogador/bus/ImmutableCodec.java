package br.com.catalogador.bus;

import br.com.catalogador.bus.wire.WireAdapter;
import br.com.catalogador.bus.wire.WireFormat;
import br.com.catalogador.failure.UnknownMessageException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.List;

/**
 * Hands immutable messages from one room to another: by reference within a server, as bytes to
 * another one.
 */
final class ImmutableCodec implements MessageCodec<Object, Object> {
  static final String NAME = "immutable";

  private final WireFormat format;

  ImmutableCodec(List<WireAdapter<?>> forms) {
    this.format = new WireFormat(forms);
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
   * An {@link UnknownMessageException} instead of a message that is none of this server's: thrown
   * here, it would leave whoever waits for a reply waiting.
   */
  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    try {
      return format.read(buffer, position);
    } catch (UnknownMessageException cause) {
      return cause;
    } catch (RuntimeException cause) {
      return new UnknownMessageException("bytes that are no message: " + cause);
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
