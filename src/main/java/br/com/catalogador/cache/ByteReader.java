package br.com.catalogador.cache;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Reads the format of {@link ByteWriter}. Reading past the end throws an {@link
 * IndexOutOfBoundsException}.
 */
final class ByteReader {
  static final int CHECKSUM_BYTES = 4;

  private final byte[] bytes;
  private int at;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether the last four bytes are the checksum of all bytes before. */
  boolean isSealed() {
    int end = bytes.length - CHECKSUM_BYTES;
    if (end < 0) {
      return false;
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, end);
    long stored = 0;
    for (int i = end; i < bytes.length; i++) {
      stored = stored << 8 | bytes[i] & 0xFF;
    }
    return stored == checksum.getValue();
  }

  /** Whether everything but the checksum has been read. */
  boolean isAtEnd() {
    return at == bytes.length - CHECKSUM_BYTES;
  }

  int octet() {
    return bytes[at++] & 0xFF;
  }

  long number() {
    byte next = bytes[at++];
    long value = next & 0x7F;
    for (int shift = 7; next < 0; shift += 7) {
      next = bytes[at++];
      value |= (next & 0x7FL) << shift;
    }
    return value;
  }

  long signed() {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  String text() {
    int length = (int) number();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  double real() {
    long bits = 0;
    for (int i = 0; i < Double.BYTES; i++) {
      bits = bits << 8 | bytes[at++] & 0xFF;
    }
    return Double.longBitsToDouble(bits);
  }
}
