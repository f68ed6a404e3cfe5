package br.com.catalogador.cache;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Span;
import br.com.catalogador.candle.Timeframe;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Holes of which numbers say that they are none (fault N3). */
class UnprovenGapsTest {
  private static final SeriesKey SERIES = new SeriesKey(76, Timeframe.M1);
  private static final Span HOLE = new Span(600, 720);

  private final AtomicLong nanos = new AtomicLong();
  private final UnprovenGaps doubts = new UnprovenGaps(Duration.ofSeconds(5), nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void isAskedForAgainWithPausesThatGrowUntilItIsBelieved() {
    int asked = 1;
    assertThat(doubts.isHole(SERIES, HOLE)).isFalse();
    for (int second = 1; second < 3_600; second++) {
      pass(Duration.ofSeconds(1));
      if (doubts.before(SERIES, HOLE.to()) == null) {
        asked++;
        if (doubts.isHole(SERIES, HOLE)) {
          assertThat(second).isBetween(20 * 60, 60 * 60);
          assertThat(asked).isBetween(3, 8);
          return;
        }
      }
    }
    throw new AssertionError("never believed");
  }

  @Test
  void threeAnswersWithinAMomentAreOne() {
    for (int i = 0; i < 9; i++) {
      assertThat(doubts.isHole(SERIES, HOLE)).isFalse();
    }
  }

  @Test
  void untilThenItIsToldAsUnknownUpToWhereverItIsLookedAt() {
    doubts.isHole(SERIES, HOLE);

    assertThat(doubts.before(SERIES, 720)).isEqualTo(HOLE);
    assertThat(doubts.before(SERIES, 660)).isEqualTo(new Span(600, 660));
    assertThat(doubts.before(SERIES, 600)).isNull();
    assertThat(doubts.before(SERIES, 780)).isNull();
    assertThat(doubts.before(new SeriesKey(77, Timeframe.M1), 720)).isNull();
  }

  @Test
  void anAnswerThatDiffersBeginsAnew() {
    doubts.isHole(SERIES, HOLE);
    pass(Duration.ofMinutes(10));
    doubts.isHole(SERIES, HOLE);
    pass(Duration.ofMinutes(15));

    assertThat(doubts.isHole(SERIES, new Span(600, 660))).isFalse();
    assertThat(doubts.before(SERIES, 720)).isNull();
  }

  @Test
  void whatNobodyAskedForWithinAnHourIsForgotten() {
    doubts.isHole(SERIES, HOLE);
    pass(Duration.ofMinutes(61));
    assertThat(doubts.isHole(SERIES, HOLE)).isFalse();
    assertThat(doubts.isHole(SERIES, HOLE)).isFalse();
  }
}
