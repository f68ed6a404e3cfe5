package br.com.catalogador.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands immutable messages from one room to another of the same process without copying them. */
final class ByReferenceCodec implements MessageCodec<Object, Object> {
  static final ByReferenceCodec INSTANCE = new ByReferenceCodec();

  private ByReferenceCodec() {}

  @Override
  public Object transform(Object message) {
    return message;
  }

  @Override
  public void encodeToWire(Buffer buffer, Object message) {
    throw new UnsupportedOperationException("this message stays within one process");
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException("this message stays within one process");
  }

  @Override
  public String name() {
    return "by-reference";
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
