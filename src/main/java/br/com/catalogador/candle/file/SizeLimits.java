package br.com.catalogador.candle.file;

/**
 * How large a file may become when it is unpacked.
 *
 * @param unpackedBytes at most so many bytes of text
 * @param perPackedByte at most so many bytes of text for each byte of an archive
 * @param rows at most so many rows
 */
public record SizeLimits(long unpackedBytes, int perPackedByte, int rows) {
  /** Of a file on the computer's own disk: bounded only against endless archives. */
  public static final SizeLimits FILE = new SizeLimits(Long.MAX_VALUE, 100, 30_000_000);
}
