package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Color;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.strategy.Pattern.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
 * @param outlook what is known of the conditions
 * @param waiting earlier quadrants whose entry has not begun either and depends on a condition,
 *     newest first
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
    long secondsToEntry,
    Outlook outlook,
    List<Waiting> waiting) {

  private static final int NONE = -1;

  /**
   * A quadrant whose analyzed candles have closed.
   *
   * @param start start of its block
   * @param awaits the first of its conditions that is not sure yet
   */
  public record Waiting(long start, Condition awaits) {}

  public Forming {
    waiting = List.copyOf(waiting);
  }

  /** Why there is no preview although analyzed candles have closed. */
  public enum Reason {
    /** An analyzed candle does not exist: the quadrant will never be listed. */
    NO_DATA,
    /** An analyzed candle is a doji. */
    DOJI,
    /** As many green as red candles so far. */
    DRAW,
    /** No painted sequence can fit any more. */
    NO_MATCH
  }

  /**
   * The block that contains {@code now}, or for a pattern with its entry before the block the next
   * one with an entry; empty once its entry has begun.
   *
   * @param now the broker's clock in UTC epoch seconds
   * @param finality where missing candles do not exist; elsewhere they may still arrive
   * @throws IllegalArgumentException if the series has another timeframe than the settings, or the
   *     strategy is not defined for it
   */
  public static Optional<Forming> of(
      CandleSeries series, CatalogSettings settings, long now, Finality finality) {
    settings.requireSameTimeframe(series.timeframe());
    Pattern pattern = settings.pattern();
    long toEntry = (long) pattern.attempt(0) * series.timeframe().seconds();
    long block = (long) pattern.blockCandles() * series.timeframe().seconds();
    long inBlock = toEntry > 0 ? now : now - toEntry + block;
    long start = Math.floorDiv(inBlock, block) * block;
    long entryAt = start + toEntry;
    return entryAt <= now
        ? Optional.empty()
        : Optional.of(
            Analyzed.of(series, pattern, start, now, finality)
                .forming(
                    start,
                    entryAt,
                    now,
                    Outlook.of(series, settings, finality, start),
                    waiting(series, settings, finality, start - block, now)));
  }

  /** The quadrants from {@code newest} back whose entry comes after {@code now}. */
  private static List<Waiting> waiting(
      CandleSeries series, CatalogSettings settings, Finality finality, long newest, long now) {
    Pattern pattern = settings.pattern();
    int candle = series.timeframe().seconds();
    List<Waiting> waiting = new ArrayList<>();
    for (long start = newest;
        start + (long) pattern.attempt(0) * candle > now;
        start -= (long) pattern.blockCandles() * candle) {
      boolean isClosed = start + (pattern.lastAnalyzed() + 1L) * candle <= finality.until();
      Condition awaits = isClosed ? Outlook.of(series, settings, finality, start).awaits() : null;
      if (awaits != null) {
        waiting.add(new Waiting(start, awaits));
      }
    }
    return waiting;
  }

  /** The analyzed candles of a block at an instant, in the order in which the rule reads them. */
  private static final class Analyzed {
    private final Pattern pattern;
    private final Color[] colors;
    private int running = NONE;
    private boolean missing;
    private boolean late;

    private Analyzed(Pattern pattern) {
      this.pattern = pattern;
      this.colors = new Color[pattern.analyzed().size()];
    }

    static Analyzed of(
        CandleSeries series, Pattern pattern, long start, long now, Finality finality) {
      Analyzed analyzed = new Analyzed(pattern);
      for (int i = 0; i < analyzed.colors.length; i++) {
        long from = start + (long) pattern.analyzed().get(i) * series.timeframe().seconds();
        analyzed.read(i, series, from, now, finality);
      }
      return analyzed;
    }

    private void read(int i, CandleSeries series, long from, long now, Finality finality) {
      long end = from + series.timeframe().seconds();
      int index = series.ceiling(from);
      if (from > now) {
        return;
      }
      if (end > now) {
        running = i;
      } else if (index < series.size() && series.from(index) == from) {
        colors[i] = Color.of(series.open(index), series.close(index));
      } else if (!finality.covers(from, end)) {
        late = true;
      } else {
        missing = true;
      }
    }

    Forming forming(long start, long entryAt, long now, Outlook outlook, List<Waiting> waiting) {
      Signal preview = missing ? null : signal();
      return new Forming(
          start,
          colors.length - count(null),
          count(Color.GREEN),
          count(Color.RED),
          count(Color.DOJI),
          preview,
          nullReason(preview),
          ifClosed(Color.GREEN, preview),
          ifClosed(Color.RED, preview),
          entryAt,
          entryAt - now,
          outlook,
          waiting);
    }

    private int count(Color color) {
      int count = 0;
      for (Color known : colors) {
        count += known == color ? 1 : 0;
      }
      return count;
    }

    private Reason nullReason(Signal preview) {
      if (missing) {
        return Reason.NO_DATA;
      }
      if (preview != null || count(null) == colors.length) {
        return null;
      }
      if (count(Color.DOJI) > 0) {
        return Reason.DOJI;
      }
      return switch (pattern.rule()) {
        case PAINTED ->
            pattern.sequences().stream().allMatch(this::isExcluded) ? Reason.NO_MATCH : null;
        case FOLLOW_EACH -> null;
        default -> Reason.DRAW;
      };
    }

    private Signal ifClosed(Color color, Signal preview) {
      if (missing || late) {
        return null;
      }
      if (running == NONE) {
        return preview;
      }
      colors[running] = color;
      Signal signal = signal();
      colors[running] = null;
      return signal;
    }

    /** The signal of the closed candles alone; null if there is none. */
    private Signal signal() {
      int green = count(Color.GREEN);
      int red = count(Color.RED);
      if (green + red == 0 || count(Color.DOJI) > 0) {
        return null;
      }
      return switch (pattern.rule()) {
        case MINORITY, OPPOSITE -> green == red ? null : call(green < red);
        case MAJORITY, SAME -> green == red ? null : call(green > red);
        case FOLLOW_EACH -> colors[0] == null ? null : call(colors[0] == Color.GREEN);
        case PAINTED -> painted();
      };
    }

    private static Signal call(boolean green) {
      return green ? Signal.CALL : Signal.PUT;
    }

    /** The signal of the first sequence that is not excluded, if it fits whatever is to come. */
    private Signal painted() {
      return pattern.sequences().stream()
          .filter(sequence -> !isExcluded(sequence))
          .findFirst()
          .filter(this::fitsAlready)
          .map(Sequence::signal)
          .orElse(null);
    }

    private boolean isExcluded(Sequence sequence) {
      return IntStream.range(0, colors.length)
          .anyMatch(
              i ->
                  colors[i] != null
                      && sequence.colors().charAt(i) == (colors[i] == Color.GREEN ? 'R' : 'G'));
    }

    private boolean fitsAlready(Sequence sequence) {
      return IntStream.range(0, colors.length)
          .allMatch(i -> colors[i] != null || sequence.colors().charAt(i) == '*');
    }
  }
}
