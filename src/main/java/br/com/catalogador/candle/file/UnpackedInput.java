package br.com.catalogador.candle.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The bytes of a file, unpacked if it is a gzip file or a zip archive with one table in it. A text
 * beside the table, such as a provider's report, does not count. Bounded against archives that
 * become endless.
 */
final class UnpackedInput extends BufferedInputStream {
  private static final int BUFFER = 1 << 16;
  private static final int SNIFFED = 1 << 12;
  private static final int FEWEST_SEPARATORS = 3;
  private static final int SLACK = 1 << 20;

  private final ZipInputStream zip;
  private final String entry;

  private UnpackedInput(InputStream in, ZipInputStream zip, String entry) {
    super(in, BUFFER);
    this.zip = zip;
    this.entry = entry;
  }

  /** Closing the result leaves the stream open. */
  static UnpackedInput of(InputStream stream, SizeLimits limits) throws IOException {
    Counted packed = new Counted(stream);
    BufferedInputStream in = new BufferedInputStream(packed, BUFFER);
    in.mark(4);
    byte[] magic = in.readNBytes(4);
    in.reset();
    if (magic.length > 1 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
      return new UnpackedInput(new Bounded(gzip(in), packed, limits), null, null);
    }
    if (magic.length == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3 && magic[3] == 4) {
      return ofZip(new ZipInputStream(in), packed, limits);
    }
    return new UnpackedInput(new Bounded(in, null, limits), null, null);
  }

  private static InputStream gzip(InputStream in) throws IOException {
    try {
      return new GZIPInputStream(in, BUFFER);
    } catch (ZipException | EOFException e) {
      throw new CandleFormatException("damaged", String.valueOf(e.getMessage()));
    }
  }

  private static UnpackedInput ofZip(ZipInputStream zip, Counted packed, SizeLimits limits)
      throws IOException {
    Bounded bounded = new Bounded(zip, packed, limits);
    for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
      UnpackedInput content = new UnpackedInput(bounded, zip, entry.getName());
      if (!entry.isDirectory() && content.isTable()) {
        return content;
      }
    }
    throw new CandleFormatException("zipWithoutTable");
  }

  /**
   * Refuses a zip archive with another table.
   *
   * @throws CandleFormatException naming both
   */
  void requireNothingElse() throws IOException {
    if (zip == null) {
      return;
    }
    for (ZipEntry other = next(zip); other != null; other = next(zip)) {
      UnpackedInput content = new UnpackedInput(in, zip, other.getName());
      if (!other.isDirectory() && content.isTable()) {
        throw new CandleFormatException("zipWithTables", entry, other.getName());
      }
    }
  }

  /** The next entry; an archive's damage is a reason to refuse the file. */
  private static ZipEntry next(ZipInputStream zip) throws IOException {
    try {
      return zip.getNextEntry();
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new CandleFormatException("damaged", String.valueOf(e.getMessage()));
    }
  }

  /** Whether the bytes begin like a table or JSON rather than like prose. */
  private boolean isTable() throws IOException {
    mark(SNIFFED);
    byte[] sample = readNBytes(SNIFFED);
    reset();
    StringBuilder line = new StringBuilder();
    for (byte b : sample) {
      if (b == '\n' && !line.toString().isBlank()) {
        break;
      }
      if (b > 0) {
        line.append((char) b);
      }
    }
    String first = line.toString().strip();
    boolean json = first.startsWith("{") || first.startsWith("[");
    return json || first.chars().filter(c -> "\t;,|".indexOf(c) >= 0).count() >= FEWEST_SEPARATORS;
  }

  /** Leaves the stream below open: it is the caller's. */
  @Override
  public void close() {
    // nothing is held but memory
  }

  /** Counts the bytes of the file itself. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int begin, int length) throws IOException {
      int read = super.read(bytes, begin, length);
      count += Math.max(read, 0);
      return read;
    }
  }

  /** Ends when more comes out than candles have, and names damage of an archive. */
  private static final class Bounded extends FilterInputStream {
    private final Counted packed;
    private final SizeLimits limits;
    private long count;

    Bounded(InputStream in, Counted packed, SizeLimits limits) {
      super(in);
      this.packed = packed;
      this.limits = limits;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int begin, int length) throws IOException {
      int read = unpack(bytes, begin, length);
      count += Math.max(read, 0);
      if (count > limits.unpackedBytes()) {
        throw new CandleFormatException("tooLarge", limits.unpackedBytes() / 1_000_000);
      }
      if (packed != null && count > SLACK + packed.count * limits.perPackedByte()) {
        throw new CandleFormatException("tooDense", limits.perPackedByte());
      }
      return read;
    }

    private int unpack(byte[] bytes, int begin, int length) throws IOException {
      try {
        return in.read(bytes, begin, length);
      } catch (ZipException | EOFException e) {
        if (packed == null) {
          throw e;
        }
        throw new CandleFormatException("damaged", String.valueOf(e.getMessage()));
      }
    }
  }
}
