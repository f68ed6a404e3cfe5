package br.com.catalogador.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(20);

  private final TokenBucket bucket = new TokenBucket(10, 3, START);

  private static long at(long millis) {
    return START + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private long acquire(long millis) {
    return TimeUnit.NANOSECONDS.toMillis(bucket.acquire(at(millis)));
  }

  @Test
  void sendsABurstAtOnceAndTheRestEvenly() {
    assertThat(acquire(0)).isZero();
    assertThat(acquire(0)).isZero();
    assertThat(acquire(0)).isZero();
    assertThat(acquire(0)).isEqualTo(100);
    assertThat(acquire(0)).isEqualTo(200);
    assertThat(acquire(50)).isEqualTo(250);
  }

  @Test
  void refillsTokensUpToTheBurst() {
    for (int i = 0; i < 3; i++) {
      acquire(0);
    }
    assertThat(acquire(100)).isZero();
    for (int i = 0; i < 3; i++) {
      assertThat(acquire(60_000)).isZero();
    }
    assertThat(acquire(60_000)).isEqualTo(100);
  }

  @Test
  void slowDownHalvesTheRateAndDropsTheTokens() {
    bucket.slowDown(at(0), at(10));

    assertThat(bucket.isSlowed()).isTrue();
    assertThat(acquire(10)).isEqualTo(200);
    assertThat(acquire(10)).isEqualTo(400);
  }

  @Test
  void ignoresSlowDownsForRequestsSentBeforeTheLastOne() {
    bucket.slowDown(at(0), at(10));
    bucket.slowDown(at(5), at(12));
    assertThat(acquire(12)).isBetween(197L, 200L);

    bucket.slowDown(at(13), at(20));
    assertThat(acquire(420)).isBetween(380L, 400L);
  }

  @Test
  void neverFallsBelowOneRequestPerSecond() {
    for (int i = 1; i < 20; i++) {
      bucket.slowDown(at(i * 10), at(i * 10 + 5));
    }

    assertThat(acquire(195)).isEqualTo(1_000);
  }

  @Test
  void doublesTheRateAfterEachHalfMinute() {
    bucket.slowDown(at(0), at(1));
    bucket.slowDown(at(2), at(3));

    acquire(30_003);
    assertThat(bucket.isSlowed()).isTrue();
    acquire(60_003);
    assertThat(bucket.isSlowed()).isFalse();
  }
}
