package br.com.catalogador.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final long[] LONGEST_OF_EACH = {
    100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000
  };

  private final BackOff pauses = new BackOff();

  @Test
  void doublesPausesUpToTheLongestWithAQuarterOfJitter() {
    for (long longest : LONGEST_OF_EACH) {
      assertThat(pauses.next()).isBetween(longest * 3 / 4, longest);
    }
  }

  @Test
  void startsWithTheShortestPauseAfterAReset() {
    pauses.next();
    pauses.next();
    pauses.reset();

    assertThat(pauses.next()).isBetween(75L, 100L);
    assertThat(pauses.next()).isBetween(150L, 200L);
  }

  @Test
  void spreadsReconnectionsOverTime() {
    assertThat(LongStream.range(0, 1_000).map(ignored -> new BackOff().next()).distinct().count())
        .isGreaterThan(10);
  }
}
