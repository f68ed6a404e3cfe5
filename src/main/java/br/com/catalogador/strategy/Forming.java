package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Color;
import br.com.catalogador.candle.Finality;
import java.util.Optional;

/**
 * The current quadrant before its entry. Times are UTC epoch seconds.
 *
 * @param start start of the block that contains now
 * @param closed number of analyzed candles that have closed and exist
 * @param green green ones among them
 * @param red red ones among them
 * @param doji dojis among them
 * @param preview the signal of these candles alone; null if none has closed or for {@code
 *     nullReason}
 * @param nullReason why the candles so far give no signal; null if they give one or none has closed
 * @param ifGreen the signal if the running candle closes green; equal to the preview if the running
 *     candle is not analyzed; null if there would be no entry or a closed candle has not arrived
 *     yet
 * @param ifRed the same for red
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
    Reason nullReason,
    Signal ifGreen,
    Signal ifRed,
    long entryAt,
    long secondsToEntry) {

  /** Why there is no preview although analyzed candles have closed. */
  public enum Reason {
    /** An analyzed candle does not exist: the quadrant will never be listed. */
    NO_DATA,
    /** An analyzed candle is a doji. */
    DOJI,
    /** As many green as red candles so far. */
    DRAW
  }

  /**
   * The block that contains {@code now}; empty once its entry has begun.
   *
   * @param now the broker's clock in UTC epoch seconds
   * @param finality where missing candles do not exist; elsewhere they may still arrive
   * @throws IllegalArgumentException if the series has another timeframe than the settings, or the
   *     strategy is not defined for it
   */
  public static Optional<Forming> of(
      CandleSeries series, CatalogSettings settings, long now, Finality finality) {
    settings.requireSameTimeframe(series);
    Pattern pattern = settings.pattern();
    long start = new Grid(series, pattern, now).floor(now);
    long entryAt = start + (long) pattern.attempts().get(0) * series.timeframe().seconds();
    return entryAt <= now
        ? Optional.empty()
        : Optional.of(
            Analyzed.of(series, pattern, start, now, finality).forming(start, entryAt, now));
  }

  /** The analyzed candles of a block at an instant. */
  private static final class Analyzed {
    private final Rule rule;
    private final Colors colors = new Colors();
    private boolean missing;
    private boolean late;
    private boolean running;

    private Analyzed(Rule rule) {
      this.rule = rule;
    }

    static Analyzed of(
        CandleSeries series, Pattern pattern, long start, long now, Finality finality) {
      Analyzed analyzed = new Analyzed(pattern.rule());
      for (int offset : pattern.analyzed()) {
        long from = start + (long) offset * series.timeframe().seconds();
        analyzed.add(series, from, now, finality);
      }
      return analyzed;
    }

    private void add(CandleSeries series, long from, long now, Finality finality) {
      long end = from + series.timeframe().seconds();
      int index = series.ceiling(from);
      if (from > now) {
        return;
      }
      if (end > now) {
        running = true;
      } else if (index < series.size() && series.from(index) == from) {
        colors.add(Color.of(series.open(index), series.close(index)));
      } else if (!finality.covers(from, end)) {
        late = true;
      } else {
        missing = true;
      }
    }

    Forming forming(long start, long entryAt, long now) {
      Signal preview = missing ? null : colors.signal(rule);
      return new Forming(
          start,
          colors.count(),
          colors.green,
          colors.red,
          colors.doji,
          preview,
          nullReason(preview),
          ifClosed(Color.GREEN, preview),
          ifClosed(Color.RED, preview),
          entryAt,
          entryAt - now);
    }

    private Reason nullReason(Signal preview) {
      if (missing) {
        return Reason.NO_DATA;
      }
      if (preview != null || colors.count() == 0) {
        return null;
      }
      return colors.doji > 0 ? Reason.DOJI : Reason.DRAW;
    }

    private Signal ifClosed(Color color, Signal preview) {
      if (missing || late) {
        return null;
      }
      return running ? colors.plus(color).signal(rule) : preview;
    }
  }

  private static final class Colors {
    private int green;
    private int red;
    private int doji;
    private Color first;

    void add(Color color) {
      first = first == null ? color : first;
      switch (color) {
        case GREEN -> green++;
        case RED -> red++;
        case DOJI -> doji++;
      }
    }

    Colors plus(Color next) {
      Colors sum = new Colors();
      sum.green = green;
      sum.red = red;
      sum.doji = doji;
      sum.first = first;
      sum.add(next);
      return sum;
    }

    int count() {
      return green + red + doji;
    }

    /** The signal of these colors alone; null if there is none. */
    Signal signal(Rule rule) {
      if (count() == 0 || doji > 0) {
        return null;
      }
      if (rule == Rule.FOLLOW_EACH) {
        return call(first == Color.GREEN);
      }
      if (green == red) {
        return null;
      }
      return call(rule == Rule.MINORITY ? green < red : green > red);
    }

    private static Signal call(boolean green) {
      return green ? Signal.CALL : Signal.PUT;
    }
  }
}
