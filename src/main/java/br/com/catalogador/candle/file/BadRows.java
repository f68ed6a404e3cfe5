package br.com.catalogador.candle.file;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a file that are no candles. The first ones are kept, the rest is counted: one bad row
 * refuses the file, because a file read without it would make false candles.
 */
final class BadRows {
  static final int SHOWN = 20;

  private static final int LONGEST_VALUE = 60;

  private final String unit;
  private final List<Sentence> first = new ArrayList<>();
  private long count;

  /**
   * @param unit {@code line} or {@code item}
   */
  BadRows(String unit) {
    this.unit = unit;
  }

  /** A row's position as people count: line 3, item 3. */
  Sentence place(long row) {
    return Sentence.of(unit, Long.toString(row));
  }

  /**
   * @param found the value as text; it is quoted and shortened
   */
  void add(long row, String field, String found, Sentence expected) {
    add(Sentence.of("bad", place(row), field, shown(found), expected));
  }

  /** As {@link #add(long, String, String, Sentence)} for a number, which needs no quotes. */
  void add(long row, String field, double found, Sentence expected) {
    add(Sentence.of("bad", place(row), field, Double.toString(found), expected));
  }

  /** Any other sentence about a row. */
  void add(Sentence sentence) {
    if (count++ < SHOWN) {
      first.add(sentence);
    }
  }

  /**
   * @throws CandleFormatException if there are any
   */
  void refuse() throws CandleFormatException {
    if (count == 0) {
      return;
    }
    List<Sentence> reasons = new ArrayList<>(first);
    if (count > SHOWN) {
      reasons.add(Sentence.of("moreBad", count - SHOWN));
    }
    throw new CandleFormatException(reasons);
  }

  static String shown(String value) {
    String line = value.replaceAll("\\p{Cntrl}+", " ");
    return '"'
        + (line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…")
        + '"';
  }
}
