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
class SettlingTest {
  private static final long START = 1_790_000_040 / 60 * 60;
  private static final int GRACE = 5;

  private final Settling settling = new Settling(Timeframe.M1, GRACE);
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
  private Settled settle(long shown, Candle... candles) {
    CandlePage page =
        new CandlePage(
            CandleSeries.of(Timeframe.M1, List.of(candles)),
            unfinished,
            numbering,
            gaps,
            START + shown);
    return settling.settle(page, START, START + 6_000);
  }

  private void shownTo(int minute, long second) {
    unfinished.add(new Unfinished(START + minute * 60L, START + minute * 60L + second));
  }

  private static long until(Settled settled) {
    return settled.to() - START;
  }

  @Test
  void candleIsFinalOnceItsEndIsShown() {
    shownTo(2, 1);

    Settled settled = settle(121, minutes(0, 1, 2));

    assertThat(until(settled)).isEqualTo(120);
    assertThat(settled.candles()).isEqualTo(CandleSeries.of(Timeframe.M1, List.of(minutes(0, 1))));
    assertThat(settled.running()).isEqualTo(new RunningCandle(minute(2, 2), START + 121));
  }

  @Test
  void candleWithoutShownEndIsFinalOnceUnchangedAfterTheGrace_N1() {
    shownTo(1, 58);
    shownTo(2, 1);
    assertThat(until(settle(121, minutes(0, 1, 2)))).isEqualTo(60);
    assertThat(until(settle(124, minutes(0, 1, 2)))).isEqualTo(60);
    assertThat(until(settle(125, minutes(0, 1, 2)))).isEqualTo(120);
  }

  @Test
  void candleChangedAfterTheGraceIsCheckedAgain_N1() {
    shownTo(1, 58);
    assertThat(until(settle(121, minute(0, 2), minute(1, 3)))).isEqualTo(60);
    assertThat(until(settle(126, minute(0, 2), minute(1, 0.5)))).isEqualTo(60);
    assertThat(until(settle(127, minute(0, 2), minute(1, 0.5)))).isEqualTo(120);
  }

  @Test
  void nothingClosesAfterTheShownTime_C5() {
    shownTo(1, 30);

    assertThat(until(settle(90, minutes(0, 1)))).isEqualTo(60);
  }

  @Test
  void missingCandleIsUnknownUntilRequestedAgainAfterTheGrace_N2() {
    shownTo(2, 1);
    assertThat(until(settle(121, minutes(0, 2)))).isEqualTo(60);
    assertThat(until(settle(126, minutes(0, 2)))).isEqualTo(120);
  }

  @Test
  void firstAnswerAfterTheGraceIsNotEnough_N2() {
    shownTo(2, 7);
    assertThat(until(settle(127, minutes(0, 2)))).isEqualTo(60);
    assertThat(until(settle(128, minutes(0, 2)))).isEqualTo(120);
  }

  @Test
  void consecutiveIdsProveAHoleAtOnce_N3() {
    numbering = Numbering.ONE_BY_ONE;
    gaps.add(new Gap(new Span(START + 60, START + 120), true));
    shownTo(2, 1);

    assertThat(until(settle(121, minutes(0, 2)))).isEqualTo(120);
  }

  @Test
  void candlesImpliedByIdsAreNotAHole_N3() {
    numbering = Numbering.ONE_BY_ONE;
    gaps.add(new Gap(new Span(START + 60, START + 120), false));
    shownTo(2, 1);
    assertThat(until(settle(121, minutes(0, 2)))).isEqualTo(60);
    assertThat(until(settle(149, minutes(0, 2)))).isEqualTo(60);

    Settled later = settle(190, minutes(0, 2, 3));
    assertThat(until(later)).isEqualTo(180);
    assertThat(later.doubtful()).containsExactly(new Span(START + 60, START + 120));
  }

  @Test
  void idsProveNothingAfterTheLastCandle_N3() {
    numbering = Numbering.ONE_BY_ONE;
    assertThat(until(settle(400, minutes(0, 1)))).isEqualTo(120);
    assertThat(until(settle(120 + 1_200 + 60, minutes(0, 1)))).isEqualTo(180);
  }

  @Test
  void withoutIdsAMinuteIsEmptyAfterHalfAMinute() {
    assertThat(until(settle(149, minutes(0)))).isEqualTo(60);
    assertThat(until(settle(150, minutes(0)))).isEqualTo(120);
  }

  @Test
  void oldPageDoesNotAffectTheNewestSlots() {
    shownTo(1, 58);
    settle(121, minutes(0, 1));
    CandlePage old =
        new CandlePage(
            CandleSeries.of(Timeframe.M1, List.of(minutes(-60))),
            List.of(),
            Numbering.UNKNOWN,
            List.of(),
            START + 122);
    settling.settle(old, START - 3_600, START - 3_000);

    assertThat(until(settle(126, minutes(0, 1)))).isEqualTo(120);
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

    Settled settled = settling.settle(page, 60, START + 60);

    assertThat(settled.candles().from(0)).isEqualTo(START);
    assertThat(settled.from()).isBetween(START - 5 * 86_400 - 60, START - 5 * 86_400);
  }
}
