package br.com.catalogador.hours;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.stats.Holm;
import br.com.catalogador.strategy.TieRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * All slots of the day that have a green or red candle, in their order.
 *
 * @param dates number of local dates with candles that were read
 */
public record SlotTable(int dates, List<Slot> slots) {
  private static final int SECONDS_PER_DAY = 86_400;

  public SlotTable {
    slots = List.copyOf(slots);
  }

  /**
   * What a fair coin gets in a slot, on average, when its better side is picked afterwards.
   *
   * @param share the larger of green and red by their sum
   * @param wonBy for each martingale, the share of days won by then
   */
  public record Luck(double share, List<Double> wonBy) {
    public Luck {
      wonBy = List.copyOf(wonBy);
    }

    /**
     * @param dates tosses, at least 1
     */
    static Luck of(int dates, int martingale) {
      // The mean of the larger count is n/2 + n·C(n-1, (n-1)/2) / 2^n.
      double middle = 0.5;
      for (int i = 1; i <= dates / 2; i++) {
        middle *= (2.0 * i - 1) / (2 * i);
      }
      double share = 0.5 + middle;
      List<Double> wonBy = new ArrayList<>();
      for (int k = 0; k <= martingale; k++) {
        wonBy.add(1 - (1 - share) * Math.pow(0.5, k));
      }
      return new Luck(share, wonBy);
    }
  }

  /** What a fair coin gets over the same dates; null without any. */
  public Luck luck(int martingale) {
    return dates == 0 ? null : Luck.of(dates, martingale);
  }

  /**
   * Reads the slots.
   *
   * @param days so many local dates with candles, the newest before today
   * @param now UTC epoch seconds; decides what is today
   */
  public static SlotTable of(
      CandleSeries series, ZoneId zone, int days, int martingale, TieRule tie, long now) {
    List<LocalDate> dates = dates(series, zone, days, now);
    List<Slot> slots = new ArrayList<>();
    Timeframe timeframe = series.timeframe();
    for (int second = 0; second < SECONDS_PER_DAY; second += timeframe.seconds()) {
      LocalTime time = LocalTime.ofSecondOfDay(second);
      Slot slot = Slot.of(series, times(dates, time, zone), time, martingale, tie);
      if (slot != null) {
        slots.add(slot);
      }
    }
    double[] holm = Holm.adjusted(slots.stream().mapToDouble(Slot::pValue).toArray());
    for (int i = 0; i < holm.length; i++) {
      slots.set(i, slots.get(i).withHolm(holm[i]));
    }
    return new SlotTable(dates.size(), slots);
  }

  private static List<LocalDate> dates(CandleSeries series, ZoneId zone, int days, long now) {
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochSecond(now), zone);
    TreeSet<LocalDate> dates = new TreeSet<>();
    for (int i = series.size() - 1; i >= 0 && dates.size() <= days; i--) {
      LocalDate date = LocalDate.ofInstant(Instant.ofEpochSecond(series.from(i)), zone);
      if (date.isBefore(today)) {
        dates.add(date);
      }
    }
    List<LocalDate> ascending = List.copyOf(dates);
    return ascending.subList(Math.max(0, ascending.size() - days), ascending.size());
  }

  /** When the time was on each date: not where the clock skipped it, once where it came twice. */
  private static List<Long> times(List<LocalDate> dates, LocalTime time, ZoneId zone) {
    List<Long> times = new ArrayList<>();
    for (LocalDate date : dates) {
      List<ZoneOffset> offsets = zone.getRules().getValidOffsets(date.atTime(time));
      if (!offsets.isEmpty()) {
        times.add(date.atTime(time).toEpochSecond(offsets.get(0)));
      }
    }
    return times;
  }
}
