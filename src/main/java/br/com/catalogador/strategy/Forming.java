package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Colour;
import java.util.Optional;

/**
 * The current quadrant while its entry is still ahead. Times are UTC epoch seconds.
 *
 * @param start start of the block that contains now
 * @param closed analysed candles that are closed and present
 * @param green green ones among them
 * @param red red ones among them
 * @param doji dojis among them
 * @param preview the signal they would give on their own; null when none has closed, one is a doji,
 *     or they draw
 * @param entryAt start of the entry's candle
 * @param secondsToEntry seconds from now to the entry, at least 1
 */
public record Forming(
    long start,
    int closed,
    int green,
    int red,
    int doji,
    Signal preview,
    long entryAt,
    long secondsToEntry) {

  /**
   * The block that contains the settings' {@code now}, or empty when its entry has begun.
   *
   * @throws IllegalArgumentException if the strategy is not defined for the series' timeframe
   */
  public static Optional<Forming> of(CandleSeries series, CatalogSettings settings) {
    Pattern pattern = settings.strategy().pattern(series.timeframe());
    int seconds = series.timeframe().seconds();
    long now = settings.now();
    long start = new Grid(series, pattern, now).floor(now);
    long entryAt = start + (long) pattern.attempts().get(0) * seconds;
    if (entryAt <= now) {
      return Optional.empty();
    }
    Colours colours = new Colours();
    for (int offset : pattern.analysed()) {
      long from = start + (long) offset * seconds;
      int index = series.ceiling(from);
      if (from + seconds <= now && index < series.size() && series.from(index) == from) {
        colours.add(Colour.of(series.open(index), series.close(index)), offset);
      }
    }
    Signal preview = colours.preview(pattern);
    return Optional.of(
        new Forming(
            start,
            colours.green + colours.red + colours.doji,
            colours.green,
            colours.red,
            colours.doji,
            preview,
            entryAt,
            entryAt - now));
  }

  private static final class Colours {
    private int green;
    private int red;
    private int doji;
    private Colour first;
    private int firstOffset;

    void add(Colour colour, int offset) {
      if (first == null) {
        first = colour;
        firstOffset = offset;
      }
      switch (colour) {
        case GREEN -> green++;
        case RED -> red++;
        case DOJI -> doji++;
      }
    }

    Signal preview(Pattern pattern) {
      if (first == null || doji > 0) {
        return null;
      }
      if (pattern.rule() == Rule.FOLLOW_EACH) {
        boolean leads = firstOffset == pattern.firstAnalysed();
        return leads ? call(first == Colour.GREEN) : null;
      }
      if (green == red) {
        return null;
      }
      return call(pattern.rule() == Rule.MINORITY ? green < red : green > red);
    }

    private static Signal call(boolean green) {
      return green ? Signal.CALL : Signal.PUT;
    }
  }
}
