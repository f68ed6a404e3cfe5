package br.com.catalogador.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Writes numbers of variable length into a growing byte array. */
final class ByteWriter {
  private byte[] bytes = new byte[1024];
  private int size;

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  void octet(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /**
   * Writes seven bits per byte, lowest first: values up to 127 take one byte, negative ones ten.
   */
  void number(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes a number of either sign, zigzag encoded: -64 to 63 take one byte. */
  void signed(long value) {
    number(value << 1 ^ value >> 63);
  }

  /** Writes a text in UTF-8, after its number of bytes. */
  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  /** Writes a price as its eight bytes. */
  void real(double value) {
    reserve(Double.BYTES);
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (bits >>> shift);
    }
  }

  /** All bytes written, followed by their CRC-32 in four bytes. */
  byte[] sealed() {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, size);
    for (int shift = 24; shift >= 0; shift -= 8) {
      octet((int) (checksum.getValue() >>> shift));
    }
    return Arrays.copyOf(bytes, size);
  }
}
