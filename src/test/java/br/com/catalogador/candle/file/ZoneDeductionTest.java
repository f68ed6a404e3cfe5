package br.com.catalogador.candle.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clocks told by the hours at which forex closes, over a year of candles of 15 minutes. */
class ZoneDeductionTest {
  private static final int M15 = 900;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UTC                | UTC                | ends at 21:00/22:00 in 52 of 52 weeks",
        "-05:00             | -05:00             | ends at 16:00/17:00 in 52 of 52 weeks",
        "America/New_York   | America/New_York   | ends at 17:00 in 52 of 52 weeks",
        "America/New_York+7 | America/New_York+7 | ends at 24:00 in 52 of 52 weeks",
        "Europe/Athens      | Europe/Athens      | ends at 23:00/24:00 in 52 of 52 weeks",
      })
  void tellsTheClockByTheEndOfTheWeek(String clock, String zone, String evidence) {
    ZoneFinding finding = deduced(forex(clock, "2025-01-06T12:00:00Z", 365)).orElseThrow();

    assertThat(finding.zone().id()).isEqualTo(zone);
    assertThat(finding.from()).isEqualTo(ZoneFinding.From.GAP);
    assertThat(finding.evidence().in(Locale.ENGLISH)).contains(evidence);
  }

  @Test
  void tellsTheClockByTheDailyPauseWithoutAWeekend() {
    long[] walls =
        LongStream.of(forex("America/New_York+7", "2025-07-07T12:00:00Z", 4))
            .filter(wall -> Math.floorMod(wall, 86_400) >= 3_600)
            .toArray();
    ZoneFinding finding = deduced(walls).orElseThrow();

    assertThat(finding.zone().id()).isEqualTo("America/New_York+7");
    assertThat(finding.evidence().in(Locale.ENGLISH))
        .isEqualTo("the daily pause begins at 24:00 on 4 of 4 days");
  }

  @Test
  void doesNotGuessWhereNothingClosesLikeForex() {
    long start = Instant.parse("2025-07-07T12:00:00Z").getEpochSecond();
    long[] crypto = LongStream.range(0, 5_000).map(i -> start + i * M15).toArray();
    assertThat(deduced(crypto)).isEmpty();
    assertThat(deduced(new long[0])).isEmpty();
    // shares of New York: from 9:30 to 16:00, which is 17:00 of a clock that is an hour ahead
    long[] shares =
        LongStream.of(forex("America/New_York+1", "2025-01-06T12:00:00Z", 365))
            .filter(
                wall -> {
                  long second = Math.floorMod(wall, 86_400);
                  return second >= 10.5 * 3600 && second < 17 * 3600;
                })
            .toArray();
    assertThat(deduced(shares)).isEmpty();
  }

  private static Optional<ZoneFinding> deduced(long[] walls) {
    return ZoneDeduction.of(walls, M15, M15);
  }

  /** The wall times of the candles of a market that closes on Friday at 17:00 of New York. */
  private static long[] forex(String clock, String from, int days) {
    FileZone zone = FileZone.parse(clock).orElseThrow();
    long start = Instant.parse(from).getEpochSecond();
    return LongStream.range(0, days * 96L)
        .map(i -> start + i * M15)
        .filter(ZoneDeductionTest::isOpen)
        .map(zone::wallAt)
        .toArray();
  }

  private static boolean isOpen(long instant) {
    ZonedDateTime time = Instant.ofEpochSecond(instant).atZone(NEW_YORK);
    LocalDateTime shifted = time.toLocalDateTime().plusHours(7);
    DayOfWeek day = shifted.getDayOfWeek();
    return day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY;
  }

  @Test
  void parsesZonesAsPeopleWriteThem() {
    assertThat(FileZone.parse("-3")).map(FileZone::id).contains("-03:00");
    assertThat(FileZone.parse("+05:30")).map(FileZone::id).contains("+05:30");
    assertThat(FileZone.parse("GMT+2")).map(FileZone::id).contains("+02:00");
    assertThat(FileZone.parse("0")).isEmpty();
    assertThat(FileZone.parse("Z")).contains(FileZone.UTC);
    assertThat(FileZone.parse("America/Sao_Paulo"))
        .map(FileZone::region)
        .contains(ZoneId.of("America/Sao_Paulo"));
    assertThat(FileZone.parse("Mars/Base")).isEmpty();
    assertThat(FileZone.parse("+99")).isEmpty();
    assertThat(FileZone.parse("+2")).map(it -> it.region()).contains(ZoneOffset.ofHours(2));
  }
}
