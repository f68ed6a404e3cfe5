package br.com.catalogador.candle.file;

import java.time.Instant;

/**
 * Leaves out of ascending rows what is no candle of its own: repeated ones, those without any
 * trade, a last one that is still running. Counts what it leaves out.
 */
final class Cleaning {
  private static final int RUN_OF_FLATS = 4;

  private final Rows rows;
  int repeated;
  int conflicts;
  int flats;
  boolean lastDropped;

  Cleaning(Rows rows) {
    this.rows = rows;
  }

  /** Keeps one row of each time: the last of the file. */
  void dropRepeated() {
    int kept = 0;
    for (int i = 1; i < rows.size; i++) {
      if (rows.times[i] != rows.times[kept]) {
        rows.move(i, ++kept);
        continue;
      }
      boolean same = true;
      for (double[] column : rows.prices) {
        same &= column[i] == column[kept];
      }
      repeated += same ? 1 : 0;
      conflicts += same ? 0 : 1;
      if (rows.places[i] > rows.places[kept]) {
        rows.move(i, kept);
      }
    }
    rows.size = rows.size == 0 ? 0 : kept + 1;
  }

  /**
   * Leaves out runs of candles without movement and without volume, as some files have them while
   * the market is closed; not in a file whose volume is always 0.
   */
  void dropFlats() {
    boolean volumes = rows.anyVolume && rows.withoutVolume.cardinality() < rows.size;
    if (!volumes) {
      return;
    }
    int kept = 0;
    for (int i = 0; i < rows.size; ) {
      int end = i;
      while (end < rows.size && isFlat(end)) {
        end++;
      }
      if (end - i >= RUN_OF_FLATS) {
        flats += end - i;
      } else {
        end = Math.max(end, i + 1);
        for (int j = i; j < end; j++) {
          rows.move(j, kept++);
        }
      }
      i = end;
    }
    rows.size = kept;
  }

  private boolean isFlat(int row) {
    double open = rows.prices[0][row];
    return rows.withoutVolume.get(row)
        && rows.prices[1][row] == open
        && rows.prices[2][row] == open
        && rows.prices[3][row] == open;
  }

  /**
   * Leaves out the last candle if the file says that it is running, or if it alone ends after now.
   * When several do, another clock made the file.
   *
   * @param now may be null: then only the file says so
   */
  void dropRunning(int timeframe, Instant now) {
    int last = rows.size - 1;
    long started = now == null ? Long.MAX_VALUE : now.getEpochSecond() - timeframe;
    boolean late =
        last >= 0 && rows.times[last] > started && (last == 0 || rows.times[last - 1] <= started);
    if (last >= 0 && (rows.running.get(last) || late)) {
      rows.size = last;
      lastDropped = true;
    }
  }
}
