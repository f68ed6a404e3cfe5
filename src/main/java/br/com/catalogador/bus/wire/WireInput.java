package br.com.catalogador.bus.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Reads the values of an encoded message in the order in which they were written. */
final class WireInput {
  private final Buffer in;
  private int position;

  WireInput(Buffer in, int position) {
    this.in = in;
    this.position = position;
  }

  byte octet() {
    return in.getByte(position++);
  }

  long number() {
    position += Long.BYTES;
    return in.getLong(position - Long.BYTES);
  }

  double real() {
    position += Double.BYTES;
    return in.getDouble(position - Double.BYTES);
  }

  String text() {
    return block().toString(StandardCharsets.UTF_8);
  }

  Buffer block() {
    int length = in.getInt(position);
    position += Integer.BYTES + length;
    return in.slice(position - length, position);
  }
}
