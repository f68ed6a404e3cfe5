package br.com.catalogador.bus.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Appends to a message for another server. */
final class WireOutput {
  private final Buffer out;

  WireOutput(Buffer out) {
    this.out = out;
  }

  void octet(byte value) {
    out.appendByte(value);
  }

  void number(long value) {
    out.appendLong(value);
  }

  void real(double value) {
    out.appendDouble(value);
  }

  void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.appendInt(bytes.length).appendBytes(bytes);
  }

  /** Bytes of any length, which the reader gets as a whole. */
  void block(Consumer<Buffer> writer) {
    int at = out.length();
    out.appendInt(0);
    writer.accept(out);
    out.setInt(at, out.length() - at - Integer.BYTES);
  }
}
