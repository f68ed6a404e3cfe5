package br.com.catalogador.hours;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Color;
import br.com.catalogador.stats.Binomial;
import br.com.catalogador.strategy.Signal;
import br.com.catalogador.strategy.TieRule;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;

/**
 * One time of the day, over the last days. Its better side is picked afterwards, so a coin looks
 * better than a half, too.
 *
 * @param slot local time, such as {@code 14:05}
 * @param green green candles that began then
 * @param red red ones
 * @param doji dojis
 * @param missing days whose candle does not exist
 * @param direction the color of most candles; null if there are as many of both
 * @param share the larger of green and red by their sum
 * @param days days that have the candle and all of its martingale; 0 without a direction
 * @param wonBy for each martingale, how many of these days the direction has won by then
 * @param pValue two-sided, against a fair coin
 * @param holm Holm's adjusted p-value over all slots
 */
public record Slot(
    String slot,
    int green,
    int red,
    int doji,
    int missing,
    Signal direction,
    double share,
    int days,
    List<Integer> wonBy,
    double pValue,
    double holm) {
  private static final double CHANCE = 0.5;

  public Slot {
    wonBy = List.copyOf(wonBy);
  }

  Slot withHolm(double adjusted) {
    return new Slot(
        slot, green, red, doji, missing, direction, share, days, wonBy, pValue, adjusted);
  }

  /**
   * A slot, with a Holm value of 1 until all slots are known.
   *
   * @param times when it was on each date, epoch seconds
   * @return null without a green or red candle
   */
  static Slot of(
      CandleSeries series, List<Long> times, LocalTime time, int martingale, TieRule tie) {
    int[] colors = new int[Color.values().length];
    int missing = 0;
    for (long from : times) {
      Color color = color(series, from);
      if (color == null) {
        missing++;
      } else {
        colors[color.ordinal()]++;
      }
    }
    int green = colors[Color.GREEN.ordinal()];
    int red = colors[Color.RED.ordinal()];
    if (green + red == 0) {
      return null;
    }
    int larger = Math.max(green, red);
    Signal direction = green == red ? null : green > red ? Signal.CALL : Signal.PUT;
    int[] wonBy = new int[martingale + 1];
    int days = direction == null ? 0 : count(series, times, direction, tie, wonBy);
    return new Slot(
        time.toString(),
        green,
        red,
        colors[Color.DOJI.ordinal()],
        missing,
        direction,
        (double) larger / (green + red),
        days,
        Arrays.stream(wonBy).boxed().toList(),
        Math.min(1, 2 * Binomial.upperTail(larger, green + red, CHANCE)),
        1);
  }

  /** Counts the days that the direction has won by each martingale; returns all complete days. */
  private static int count(
      CandleSeries series, List<Long> times, Signal direction, TieRule tie, int[] wonBy) {
    Color wanted = direction == Signal.CALL ? Color.GREEN : Color.RED;
    int days = 0;
    for (long from : times) {
      int won = -1;
      boolean ended = false;
      boolean complete = true;
      for (int attempt = 0; attempt < wonBy.length && complete; attempt++) {
        Color color = color(series, from + (long) attempt * series.timeframe().seconds());
        complete = color != null;
        if (!ended && color == wanted) {
          won = attempt;
        }
        ended |= color == wanted || color == Color.DOJI && tie == TieRule.TIE;
      }
      days += complete ? 1 : 0;
      for (int by = won; complete && won >= 0 && by < wonBy.length; by++) {
        wonBy[by]++;
      }
    }
    return days;
  }

  /** Null without a candle. */
  private static Color color(CandleSeries series, long from) {
    int index = series.ceiling(from);
    return index < series.size() && series.from(index) == from
        ? Color.of(series.open(index), series.close(index))
        : null;
  }
}
