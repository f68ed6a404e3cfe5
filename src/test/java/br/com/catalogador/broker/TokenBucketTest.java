package br.com.catalogador.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(20);

  private final TokenBucket pace = new TokenBucket(10, 3, START);

  private static long at(long millis) {
    return START + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private long take(long millis) {
    return TimeUnit.NANOSECONDS.toMillis(pace.take(at(millis)));
  }

  @Test
  void aBurstGoesOutAtOnceAndTheRestEvenly() {
    assertThat(take(0)).isZero();
    assertThat(take(0)).isZero();
    assertThat(take(0)).isZero();
    assertThat(take(0)).isEqualTo(100);
    assertThat(take(0)).isEqualTo(200);
    assertThat(take(50)).isEqualTo(250);
  }

  @Test
  void tokensComeBackUpToTheBurst() {
    for (int i = 0; i < 3; i++) {
      take(0);
    }
    assertThat(take(100)).isZero();
    for (int i = 0; i < 3; i++) {
      assertThat(take(60_000)).isZero();
    }
    assertThat(take(60_000)).isEqualTo(100);
  }

  @Test
  void oneTooManyHalvesThePaceAndLeavesNothingOver() {
    pace.slowDown(at(0), at(10));

    assertThat(pace.isSlowed()).isTrue();
    assertThat(take(10)).isEqualTo(200);
    assertThat(take(10)).isEqualTo(400);
  }

  @Test
  void whatWentOutBeforeItWasSlowedDownTellsNothingNew() {
    pace.slowDown(at(0), at(10));
    pace.slowDown(at(5), at(12));
    assertThat(take(12)).isBetween(197L, 200L);

    pace.slowDown(at(13), at(20));
    assertThat(take(420)).isBetween(380L, 400L);
  }

  @Test
  void itNeverGivesLessThanOneASecond() {
    for (int i = 1; i < 20; i++) {
      pace.slowDown(at(i * 10), at(i * 10 + 5));
    }

    assertThat(take(195)).isEqualTo(1_000);
  }

  @Test
  void eachHalfMinuteWithoutAComplaintDoublesItAgain() {
    pace.slowDown(at(0), at(1));
    pace.slowDown(at(2), at(3));

    take(30_003);
    assertThat(pace.isSlowed()).isTrue();
    take(60_003);
    assertThat(pace.isSlowed()).isFalse();
  }
}
