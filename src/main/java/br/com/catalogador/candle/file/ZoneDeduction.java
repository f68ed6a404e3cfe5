package br.com.catalogador.candle.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds out what clock wall times are of by the hour at which the market closes: forex ends on
 * Friday at 17:00 of New York, and pauses there on other days. Each known clock shows that moment
 * at other times of the year in another way.
 */
final class ZoneDeduction {
  private static final List<FileZone> CANDIDATES =
      List.of(
          FileZone.UTC, FileZone.EST, FileZone.NEW_YORK, FileZone.SERVER_US, FileZone.SERVER_EU);

  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;
  private static final long QUARTER = 900;
  private static final long CLOSE_OF_DAY = 17 * HOUR;
  // 1970-01-01, the day of the epoch, was a Thursday.
  private static final int FRIDAY = 1;
  private static final long FEWEST_DAYS = 3;

  private final List<Long> weeks = new ArrayList<>();
  private final List<Long> days = new ArrayList<>();
  private long nights;
  private long longestOfDay;

  private ZoneDeduction() {}

  /**
   * The clock that most weeks show, or most days where there is no weekend; empty if none does, or
   * for a market with other hours.
   *
   * @param walls ascending wall times, read as UTC
   * @param toEnd seconds from a time to the end of its candle
   */
  static Optional<ZoneFinding> of(long[] walls, long toEnd, int timeframe) {
    ZoneDeduction deduction = new ZoneDeduction();
    for (int i = 1; i < walls.length; i++) {
      long end = walls[i - 1] + toEnd;
      deduction.gap(end, walls[i] - walls[i - 1] - timeframe);
    }
    // Shares and others that close every night close at another hour.
    if (deduction.nights > 2L * deduction.weeks.size() && deduction.nights > 2) {
      return Optional.empty();
    }
    return deduction.weeks.isEmpty()
        ? best(deduction.days, false, FEWEST_DAYS, 0.8)
        : best(deduction.weeks, true, 1, 0.6);
  }

  /** Notes the end of the last candle before a gap, to 15 minutes. */
  private void gap(long end, long length) {
    if (length < 5 * 60) {
      return;
    }
    long close = Math.floorDiv(end + QUARTER / 2, QUARTER) * QUARTER;
    if (length > 36 * HOUR && length < 100 * HOUR) {
      weeks.add(close);
    } else if (length > 6 * HOUR && length <= 36 * HOUR) {
      nights++;
    } else if (length <= 3 * HOUR) {
      addOfDay(close, length);
    }
  }

  private void addOfDay(long close, long length) {
    int last = days.size() - 1;
    boolean sameDay =
        last >= 0 && Math.floorDiv(days.get(last) - 1, DAY) == Math.floorDiv(close - 1, DAY);
    if (!sameDay) {
      days.add(close);
      longestOfDay = length;
    } else if (length > longestOfDay) {
      days.set(last, close);
      longestOfDay = length;
    }
  }

  private static Optional<ZoneFinding> best(
      List<Long> closes, boolean weekly, long fewest, double share) {
    FileZone best = null;
    List<Long> bestMatches = List.of();
    for (FileZone candidate : CANDIDATES) {
      FileZone.Converter converter = candidate.converter();
      List<Long> matches =
          closes.stream().filter(close -> isClose(converter.instant(close), weekly)).toList();
      if (matches.size() > bestMatches.size()) {
        best = candidate;
        bestMatches = matches;
      }
    }
    if (bestMatches.size() < Math.max(fewest, share * closes.size())) {
      return Optional.empty();
    }
    Sentence evidence =
        Sentence.of(
            weekly ? "evidence.weeks" : "evidence.days",
            shown(bestMatches),
            bestMatches.size(),
            closes.size());
    return Optional.of(new ZoneFinding(best, ZoneFinding.From.GAP, evidence));
  }

  private static boolean isClose(long instant, boolean weekly) {
    long wall = FileZone.NEW_YORK.wallAt(instant);
    return Math.floorMod(wall, DAY) == CLOSE_OF_DAY
        && (!weekly || Math.floorMod(Math.floorDiv(wall, DAY), 7) == FRIDAY);
  }

  /** The times of day of the closes, with 24:00 for midnight. */
  private static String shown(List<Long> closes) {
    return closes.stream()
        .map(close -> Math.floorMod(close - 1, DAY) + 1)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .map(second -> "%02d:%02d".formatted(second / HOUR, second % HOUR / 60))
        .collect(Collectors.joining("/"));
  }
}
