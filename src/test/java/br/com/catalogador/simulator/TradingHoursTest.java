package br.com.catalogador.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradingHoursTest {
  private static final long DAY = 86_400;
  // A Thursday
  private static final long THURSDAY = time("2026-09-24T00:00:00Z");

  private static long time(String instant) {
    return Instant.parse(instant).getEpochSecond();
  }

  @Test
  void forexClosesFromFriday21ToSunday21() {
    assertThat(closures(TradingHours.weekdays(), THURSDAY, THURSDAY + 7 * DAY))
        .containsExactly("2026-09-25T21:00:00Z/2026-09-27T21:00:00Z");
  }

  @Test
  void stocksAreOpenFrom1330To20OnWeekdays() {
    assertThat(
            closures(
                TradingHours.stockExchange(),
                time("2026-09-25T12:00:00Z"),
                time("2026-09-29T12:00:00Z")))
        .containsExactly(
            "2026-09-25T12:00:00Z/2026-09-25T13:30:00Z",
            "2026-09-25T20:00:00Z/2026-09-28T13:30:00Z",
            "2026-09-28T20:00:00Z/2026-09-29T12:00:00Z");
  }

  @Test
  void cryptoNeverCloses() {
    assertThat(closures(TradingHours.always(), THURSDAY, THURSDAY + 7 * DAY)).isEmpty();
  }

  @Test
  void overTheCounterHasADailyClosureAndThreeRandomMinutes() {
    TradingHours hours = TradingHours.overTheCounter(5);
    for (long day = THURSDAY; day < THURSDAY + 30 * DAY; day += DAY) {
      List<String> closures = closures(hours, day, day + DAY);
      Instant hole = Instant.ofEpochSecond(day + 8 * 3_600 + 4 * 60);
      assertThat(closures).hasSize(4).contains(hole + "/" + hole.plusSeconds(360));
      assertThat(hours.count(day + DAY, 1) - hours.count(day, 1)).isEqualTo(DAY - 360 - 180);
    }
  }

  @Test
  void missingMinutesDifferFromDayToDayAndFromAssetToAsset() {
    TradingHours one = TradingHours.overTheCounter(5);
    TradingHours other = TradingHours.overTheCounter(6);
    assertThat(closures(one, THURSDAY, THURSDAY + DAY))
        .isNotEqualTo(closures(other, THURSDAY, THURSDAY + DAY));
    assertThat(one.count(THURSDAY + 3 * 3_600, 1) - one.count(THURSDAY, 1))
        .isLessThanOrEqualTo(3 * 3_600);
  }

  @Test
  void doesNotAnnounceRandomClosures() {
    List<long[]> sessions = TradingHours.overTheCounter(5).sessions(THURSDAY, THURSDAY + DAY);
    assertThat(sessions)
        .containsExactly(
            new long[] {THURSDAY, time("2026-09-24T08:04:00Z")},
            new long[] {time("2026-09-24T08:10:00Z"), THURSDAY + DAY});
  }

  @Test
  void joinsClosuresThatMeetAtMidnight() {
    List<long[]> sessions =
        TradingHours.stockExchange()
            .sessions(time("2026-09-25T00:00:00Z"), time("2026-09-29T00:00:00Z"));
    assertThat(sessions)
        .containsExactly(
            new long[] {time("2026-09-25T13:30:00Z"), time("2026-09-25T20:00:00Z")},
            new long[] {time("2026-09-28T13:30:00Z"), time("2026-09-28T20:00:00Z")});
  }

  @Test
  void weekendRemovesOnlyCandlesThatItCoversEntirely() {
    TradingHours hours = TradingHours.weekdays();
    assertThat(hours.start(hours.count(time("2026-09-25T00:00:00Z"), 86_400) + 1, 86_400))
        .isEqualTo(time("2026-09-27T00:00:00Z"));
    assertThat(hours.start(hours.count(time("2026-09-25T20:59:00Z"), 60) + 1, 60))
        .isEqualTo(time("2026-09-27T21:00:00Z"));
    assertThat(hours.start(hours.count(time("2026-09-24T00:00:00Z"), 604_800) + 1, 604_800))
        .isEqualTo(time("2026-10-01T00:00:00Z"));
  }

  /** The closures found by checking every minute. */
  private static List<String> closures(TradingHours hours, long from, long to) {
    List<String> closures = new ArrayList<>();
    long closedSince = -1;
    for (long minute = from; minute <= to; minute += 60) {
      boolean open = minute == to || hours.isOpen(minute);
      if (open && closedSince >= 0) {
        closures.add(Instant.ofEpochSecond(closedSince) + "/" + Instant.ofEpochSecond(minute));
        closedSince = -1;
      } else if (!open && closedSince < 0) {
        closedSince = minute;
      }
    }
    return closures;
  }
}
