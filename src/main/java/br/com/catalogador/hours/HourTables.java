package br.com.catalogador.hours;

import br.com.catalogador.stats.Binomial;
import br.com.catalogador.stats.Holm;
import br.com.catalogador.strategy.Outcome;
import br.com.catalogador.strategy.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of a catalog by the local hour and ISO weekday of their entry. Each of the three tables
 * is judged by itself, on the first entries; a bin without one is left out.
 *
 * @param weekdayHour by {@code weekday-hour}, such as {@code 1-14}
 * @param hour by hour, 0 to 23
 * @param weekday by ISO weekday, 1 to 7
 */
public record HourTables(
    Map<String, Bin> weekdayHour, Map<String, Bin> hour, Map<String, Bin> weekday) {
  private static final int HOURS = 24;
  private static final double CHANCE = 0.5;

  public HourTables {
    weekdayHour = Collections.unmodifiableMap(weekdayHour);
    hour = Collections.unmodifiableMap(hour);
    weekday = Collections.unmodifiableMap(weekday);
  }

  /**
   * The rows of one bin.
   *
   * @param operations won and lost cycles
   * @param wins won ones among them
   * @param firstOperations won and lost first entries
   * @param firstWins won ones among them
   * @param pValue probability of so many first wins, or more, if each were a fair coin
   * @param holm Holm's adjusted p-value over all bins of the table
   */
  public record Bin(
      int operations, int wins, int firstOperations, int firstWins, double pValue, double holm) {}

  private static final class Count {
    private int operations;
    private int wins;
    private int firstOperations;
    private int firstWins;

    void add(Row row) {
      Outcome result = row.result();
      boolean won = result == Outcome.WIN;
      boolean lost = result == Outcome.LOSS;
      operations += won || lost ? 1 : 0;
      wins += won ? 1 : 0;
      boolean firstWon = won && row.martingale() == 0;
      // A cycle that has come to its second attempt has lost its first one.
      boolean firstLost = lost || row.martingale() > 0;
      firstOperations += firstWon || firstLost ? 1 : 0;
      firstWins += firstWon ? 1 : 0;
    }
  }

  /** Counts the entries of rows. */
  public static HourTables of(List<Row> rows, ZoneId zone) {
    SortedMap<Integer, Count> weekdayHour = new TreeMap<>();
    SortedMap<Integer, Count> hour = new TreeMap<>();
    SortedMap<Integer, Count> weekday = new TreeMap<>();
    for (Row row : rows) {
      if (row.entryAt() != null && row.martingale() != null) {
        ZonedDateTime entry = Instant.ofEpochSecond(row.entryAt()).atZone(zone);
        int day = entry.getDayOfWeek().getValue();
        weekdayHour.computeIfAbsent(day * HOURS + entry.getHour(), bin -> new Count()).add(row);
        hour.computeIfAbsent(entry.getHour(), bin -> new Count()).add(row);
        weekday.computeIfAbsent(day, bin -> new Count()).add(row);
      }
    }
    return new HourTables(
        judged(weekdayHour, key -> key / HOURS + "-" + key % HOURS),
        judged(hour, String::valueOf),
        judged(weekday, String::valueOf));
  }

  private interface Name {
    String of(int key);
  }

  private static Map<String, Bin> judged(SortedMap<Integer, Count> counts, Name name) {
    counts.values().removeIf(count -> count.firstOperations == 0);
    double[] pValues =
        counts.values().stream()
            .mapToDouble(
                count -> Binomial.upperTail(count.firstWins, count.firstOperations, CHANCE))
            .toArray();
    double[] holm = Holm.adjusted(pValues);
    Map<String, Bin> bins = new LinkedHashMap<>();
    counts.forEach(
        (key, count) ->
            bins.put(
                name.of(key),
                new Bin(
                    count.operations,
                    count.wins,
                    count.firstOperations,
                    count.firstWins,
                    pValues[bins.size()],
                    holm[bins.size()])));
    return bins;
  }
}
