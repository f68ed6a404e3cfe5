package br.com.catalogador.candle;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.CandlePage.Gap;
import br.com.catalogador.candle.CandlePage.Numbering;
import br.com.catalogador.candle.CandlePage.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which of the newest candles are final (faults N1, N2, N3). */
class FinalityCheckTest {
  private static final long START = 1_790_000_040 / 60 * 60;
  private static final int GRACE = 5;

  private final FinalityCheck finalityCheck = new FinalityCheck(Timeframe.M1, GRACE);
  private final List<Unfinished> unfinished = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private Numbering numbering = Numbering.UNKNOWN;

  private static Candle minute(int number, double close) {
    return new Candle(START + number * 60L, 1, 9, 0, close);
  }

  private static Candle[] minutes(int... numbers) {
    return IntStream.of(numbers).mapToObj(n -> minute(n, 2)).toArray(Candle[]::new);
  }

  /** Evaluates a page that shows the given time; everything since START was requested. */
  private FinalCandles check(long shown, Candle... candles) {
    CandlePage page =
        new CandlePage(
            CandleSeries.of(Timeframe.M1, List.of(candles)),
            unfinished,
            numbering,
            gaps,
            START + shown);
    return finalityCheck.check(page, START, START + 6_000);
  }

  private void shownTo(int minute, long second) {
    unfinished.add(new Unfinished(START + minute * 60L, START + minute * 60L + second));
  }

  private static long until(FinalCandles result) {
    return result.to() - START;
  }

  @Test
  void candleIsFinalOnceItsEndIsShown() {
    shownTo(2, 1);

    FinalCandles result = check(121, minutes(0, 1, 2));

    assertThat(until(result)).isEqualTo(120);
    assertThat(result.candles()).isEqualTo(CandleSeries.of(Timeframe.M1, List.of(minutes(0, 1))));
    assertThat(result.running()).isEqualTo(new RunningCandle(minute(2, 2), START + 121));
  }

  @Test
  void candleWithoutShownEndIsFinalOnceUnchangedAfterTheGrace_N1() {
    shownTo(1, 58);
    shownTo(2, 1);
    assertThat(until(check(121, minutes(0, 1, 2)))).isEqualTo(60);
    assertThat(until(check(124, minutes(0, 1, 2)))).isEqualTo(60);
    assertThat(until(check(125, minutes(0, 1, 2)))).isEqualTo(120);
  }

  @Test
  void candleChangedAfterTheGraceIsCheckedAgain_N1() {
    shownTo(1, 58);
    assertThat(until(check(121, minute(0, 2), minute(1, 3)))).isEqualTo(60);
    assertThat(until(check(126, minute(0, 2), minute(1, 0.5)))).isEqualTo(60);
    assertThat(until(check(127, minute(0, 2), minute(1, 0.5)))).isEqualTo(120);
  }

  @Test
  void nothingClosesAfterTheShownTime_C5() {
    shownTo(1, 30);

    assertThat(until(check(90, minutes(0, 1)))).isEqualTo(60);
  }

  @Test
  void missingCandleIsUnknownUntilRequestedAgainAfterTheGrace_N2() {
    shownTo(2, 1);
    assertThat(until(check(121, minutes(0, 2)))).isEqualTo(60);
    assertThat(until(check(126, minutes(0, 2)))).isEqualTo(120);
  }

  @Test
  void firstAnswerAfterTheGraceIsNotEnough_N2() {
    shownTo(2, 7);
    assertThat(until(check(127, minutes(0, 2)))).isEqualTo(60);
    assertThat(until(check(128, minutes(0, 2)))).isEqualTo(120);
  }

  @Test
  void consecutiveIdsProveAHoleAtOnce_N3() {
    numbering = Numbering.ONE_BY_ONE;
    gaps.add(new Gap(new Span(START + 60, START + 120), true));
    shownTo(2, 1);

    assertThat(until(check(121, minutes(0, 2)))).isEqualTo(120);
  }

  @Test
  void candlesImpliedByIdsAreNotAHole_N3() {
    numbering = Numbering.ONE_BY_ONE;
    gaps.add(new Gap(new Span(START + 60, START + 120), false));
    shownTo(2, 1);
    assertThat(until(check(121, minutes(0, 2)))).isEqualTo(60);
    assertThat(until(check(149, minutes(0, 2)))).isEqualTo(60);

    FinalCandles later = check(190, minutes(0, 2, 3));
    assertThat(until(later)).isEqualTo(180);
    assertThat(later.unprovenGaps()).containsExactly(new Span(START + 60, START + 120));
  }

  @Test
  void idsProveNothingAfterTheLastCandle_N3() {
    numbering = Numbering.ONE_BY_ONE;
    assertThat(until(check(400, minutes(0, 1)))).isEqualTo(120);
    assertThat(until(check(120 + 1_200 + 60, minutes(0, 1)))).isEqualTo(180);
  }

  @Test
  void withoutIdsAMinuteIsEmptyAfterHalfAMinute() {
    assertThat(until(check(149, minutes(0)))).isEqualTo(60);
    assertThat(until(check(150, minutes(0)))).isEqualTo(120);
  }

  @Test
  void oldPageDoesNotAffectTheNewestSlots() {
    shownTo(1, 58);
    check(121, minutes(0, 1));
    CandlePage old =
        new CandlePage(
            CandleSeries.of(Timeframe.M1, List.of(minutes(-60))),
            List.of(),
            Numbering.UNKNOWN,
            List.of(),
            START + 122);
    finalityCheck.check(old, START - 3_600, START - 3_000);

    assertThat(until(check(126, minutes(0, 1)))).isEqualTo(120);
  }

  @Test
  void rejectsAHoleOfMoreThanFiveDays_F4() {
    CandlePage page =
        new CandlePage(
            CandleSeries.of(Timeframe.M1, List.of(new Candle(60, 1, 1, 1, 1), minute(0, 2))),
            List.of(),
            Numbering.UNKNOWN,
            List.of(),
            START + 600);

    FinalCandles result = finalityCheck.check(page, 60, START + 60);

    assertThat(result.candles().from(0)).isEqualTo(START);
    assertThat(result.from()).isBetween(START - 5 * 86_400 - 60, START - 5 * 86_400);
  }
}
