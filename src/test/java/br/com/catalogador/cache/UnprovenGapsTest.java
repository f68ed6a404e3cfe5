package br.com.catalogador.cache;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Span;
import br.com.catalogador.candle.Timeframe;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Gaps where candles exist by the ids of their neighbors (fault N3). */
class UnprovenGapsTest {
  private static final SeriesKey SERIES = new SeriesKey(76, Timeframe.M1);
  private static final Span GAP = new Span(600, 720);

  private final AtomicLong nanos = new AtomicLong();
  private final UnprovenGaps gaps = new UnprovenGaps(Duration.ofSeconds(5), nanos::get);

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void requestsAGapWithGrowingPausesUntilItCountsAsAHole() {
    int answers = 1;
    assertThat(gaps.noteAnswer(SERIES, GAP)).isFalse();
    for (int second = 1; second < 3_600; second++) {
      advance(Duration.ofSeconds(1));
      if (gaps.pendingBefore(SERIES, GAP.to()) == null) {
        answers++;
        if (gaps.noteAnswer(SERIES, GAP)) {
          assertThat(second).isBetween(20 * 60, 60 * 60);
          assertThat(answers).isBetween(3, 8);
          return;
        }
      }
    }
    throw new AssertionError("never counted as a hole");
  }

  @Test
  void doesNotCountAGapAsAHoleForAnswersInQuickSuccession() {
    for (int i = 0; i < 9; i++) {
      assertThat(gaps.noteAnswer(SERIES, GAP)).isFalse();
    }
  }

  @Test
  void returnsThePartOfAPendingGapBeforeATime() {
    gaps.noteAnswer(SERIES, GAP);

    assertThat(gaps.pendingBefore(SERIES, 720)).isEqualTo(GAP);
    assertThat(gaps.pendingBefore(SERIES, 660)).isEqualTo(new Span(600, 660));
    assertThat(gaps.pendingBefore(SERIES, 600)).isNull();
    assertThat(gaps.pendingBefore(SERIES, 780)).isNull();
    assertThat(gaps.pendingBefore(new SeriesKey(77, Timeframe.M1), 720)).isNull();
  }

  @Test
  void startsAgainWhenTheAnswerDiffers() {
    gaps.noteAnswer(SERIES, GAP);
    advance(Duration.ofMinutes(10));
    gaps.noteAnswer(SERIES, GAP);
    advance(Duration.ofMinutes(15));

    assertThat(gaps.noteAnswer(SERIES, new Span(600, 660))).isFalse();
    assertThat(gaps.pendingBefore(SERIES, 720)).isNull();
  }

  @Test
  void forgetsAGapAfterAnHourWithoutAnswers() {
    gaps.noteAnswer(SERIES, GAP);
    advance(Duration.ofMinutes(61));
    assertThat(gaps.noteAnswer(SERIES, GAP)).isFalse();
    assertThat(gaps.noteAnswer(SERIES, GAP)).isFalse();
  }
}
