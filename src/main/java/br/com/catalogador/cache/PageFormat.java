package br.com.catalogador.cache;

import java.util.Arrays;

/**
 * The binary format of a page, for storage outside of this process:
 *
 * <pre>
 * version (1 byte), asset, seconds per candle, page number: the key
 * number of known ranges; for each: slots since the end of the previous one, length
 * number of runs of consecutive candles; for each: the same
 * decimals (1 byte): 0 to 12, or 255 for raw prices
 * for each candle:
 *   with decimals: open minus previous close, close minus open, high above the higher of the two,
 *                  low below the lower, in units of the last decimal
 *   raw:           open, high, low, close in 8 bytes each
 * CRC-32 of all bytes before (4 bytes)
 * </pre>
 *
 * <p>Numbers have variable length. Prices are restored bit by bit: decimals are only used if the
 * division by the power of ten restores every price exactly.
 */
final class PageFormat {
  /** Incremented with each change of the format; other versions are not read. */
  static final int VERSION = 1;

  private static final int RAW = 255;
  private static final int MAX_DECIMALS = 12;

  /** Up to this value a double represents every integer exactly. */
  private static final double MAX_UNITS = 1L << 53;

  private static final double[] POWERS = powers();

  private PageFormat() {}

  private static double[] powers() {
    double[] powers = new double[MAX_DECIMALS + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  /** Encodes a page. */
  static byte[] encode(PageKey key, Page page) {
    ByteWriter out = new ByteWriter();
    out.octet(VERSION);
    out.number(key.series().assetId());
    out.number(key.series().timeframe().seconds());
    out.signed(key.number());
    out.number(page.ranges());
    int end = 0;
    for (int range = 0; range < page.ranges(); range++) {
      out.number(page.rangeFrom(range) - end);
      end = page.rangeTo(range);
      out.number(end - page.rangeFrom(range));
    }
    writeRuns(page, out);
    int decimals = decimals(page);
    out.octet(decimals);
    if (decimals == RAW) {
      writeRaw(page, out);
    } else {
      writeScaled(page, POWERS[decimals], out);
    }
    return out.sealed();
  }

  private static void writeRuns(Page page, ByteWriter out) {
    int runs = 0;
    for (int i = 0; i < page.size(); i++) {
      runs += i == 0 || page.slot(i) > page.slot(i - 1) + 1 ? 1 : 0;
    }
    out.number(runs);
    int end = 0;
    for (int first = 0; first < page.size(); ) {
      int next = first + 1;
      while (next < page.size() && page.slot(next) == page.slot(next - 1) + 1) {
        next++;
      }
      out.number(page.slot(first) - end);
      out.number(next - first);
      end = page.slot(next - 1) + 1;
      first = next;
    }
  }

  /** The smallest number of decimals that restores every price exactly, or {@link #RAW}. */
  private static int decimals(Page page) {
    int decimals = 0;
    for (int i = 0; i < page.size(); i++) {
      while (!isExact(page, i, POWERS[decimals])) {
        if (decimals++ == MAX_DECIMALS) {
          return RAW;
        }
      }
    }
    for (int i = 0; i < page.size(); i++) {
      if (!isExact(page, i, POWERS[decimals])) { // too large for the decimals of another price
        return RAW;
      }
    }
    return decimals;
  }

  private static boolean isExact(Page page, int i, double power) {
    return isExact(page.open(i), power)
        && isExact(page.high(i), power)
        && isExact(page.low(i), power)
        && isExact(page.close(i), power);
  }

  private static boolean isExact(double price, double power) {
    double scaled = price * power;
    return Math.abs(scaled) <= MAX_UNITS
        && Double.doubleToRawLongBits(units(price, power) / power)
            == Double.doubleToRawLongBits(price);
  }

  private static void writeScaled(Page page, double power, ByteWriter out) {
    long last = 0;
    for (int i = 0; i < page.size(); i++) {
      long open = units(page.open(i), power);
      long close = units(page.close(i), power);
      out.signed(open - last);
      out.signed(close - open);
      out.signed(units(page.high(i), power) - Math.max(open, close));
      out.signed(Math.min(open, close) - units(page.low(i), power));
      last = close;
    }
  }

  private static long units(double price, double power) {
    return (long) Math.rint(price * power);
  }

  private static void writeRaw(Page page, ByteWriter out) {
    for (int i = 0; i < page.size(); i++) {
      out.real(page.open(i));
      out.real(page.high(i));
      out.real(page.low(i));
      out.real(page.close(i));
    }
  }

  /**
   * Decodes a page.
   *
   * @return null if the bytes are corrupt, of another version, or of another page than {@code key}
   */
  static Page decode(PageKey key, byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    if (!in.isSealed()) {
      return null;
    }
    try {
      boolean isThisPage =
          in.octet() == VERSION
              && in.number() == key.series().assetId()
              && in.number() == key.series().timeframe().seconds()
              && in.signed() == key.number();
      Page page = isThisPage ? read(in) : null;
      return page != null && in.isAtEnd() ? page : null;
    } catch (IndexOutOfBoundsException e) {
      // a valid checksum over invalid content
      return null;
    }
  }

  private static Page read(ByteReader in) {
    short[] known = new short[2 * count(in)];
    if (known.length == 0) {
      return null;
    }
    int end = 0;
    for (int i = 0; i < known.length; i += 2) {
      known[i] = slot(end + in.number());
      end = slot(known[i] + in.number());
      known[i + 1] = (short) end;
    }
    short[] slots = readSlots(in);
    int decimals = in.octet();
    if (decimals > MAX_DECIMALS && decimals != RAW) {
      return null;
    }
    double[][] prices = new double[4][slots.length];
    if (decimals == RAW) {
      readRaw(in, prices);
    } else {
      readScaled(in, POWERS[decimals], prices);
    }
    return new Page(slots, prices[0], prices[1], prices[2], prices[3], known);
  }

  private static short[] readSlots(ByteReader in) {
    short[] slots = new short[Page.SLOTS];
    int size = 0;
    int end = 0;
    for (int left = count(in); left > 0; left--) {
      int begin = slot(end + in.number());
      end = slot(begin + in.number());
      for (int slot = begin; slot < end; slot++) {
        slots[size++] = (short) slot;
      }
    }
    return Arrays.copyOf(slots, size);
  }

  private static int count(ByteReader in) {
    return slot(in.number());
  }

  /**
   * Checks a number of slots, from 0 to the page's length.
   *
   * @throws IndexOutOfBoundsException if it is out of this range, like a read past the end
   */
  private static short slot(long value) {
    if (value < 0 || value > Page.SLOTS) {
      throw new IndexOutOfBoundsException();
    }
    return (short) value;
  }

  private static void readRaw(ByteReader in, double[][] prices) {
    for (int i = 0; i < prices[0].length; i++) {
      for (double[] column : prices) {
        column[i] = in.real();
      }
    }
  }

  private static void readScaled(ByteReader in, double power, double[][] prices) {
    double[] opens = prices[0];
    double[] highs = prices[1];
    double[] lows = prices[2];
    double[] closes = prices[3];
    long last = 0;
    for (int i = 0; i < opens.length; i++) {
      long open = last + in.signed();
      long close = open + in.signed();
      opens[i] = open / power;
      closes[i] = close / power;
      highs[i] = (Math.max(open, close) + in.signed()) / power;
      lows[i] = (Math.min(open, close) - in.signed()) / power;
      last = close;
    }
  }
}
