package br.com.catalogador.bus.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Appends values to an encoded message. */
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

  /** Appends a block of bytes, preceded by its length. */
  void block(Consumer<Buffer> writer) {
    int at = out.length();
    out.appendInt(0);
    writer.accept(out);
    out.setInt(at, out.length() - at - Integer.BYTES);
  }
}
