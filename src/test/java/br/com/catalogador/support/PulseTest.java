package br.com.catalogador.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PulseTest {
  private static final long BEGIN = -TimeUnit.HOURS.toNanos(1);

  private final Pulse pulse = new Pulse(BEGIN);

  private static long at(long millis) {
    return BEGIN + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void nothingIsMissedWhileItBeats() {
    pulse.beat(at(20));
    pulse.beat(at(40));

    assertThat(pulse.missedMillis(at(50), 50)).isZero();
  }

  @Test
  void aLateBeatIsTimeInWhichTheProcessWasNotRun() {
    pulse.beat(at(20));
    pulse.beat(at(2_040));
    pulse.beat(at(2_060));

    assertThat(pulse.missedMillis(at(2_060), 3_000)).isEqualTo(2_000);
    assertThat(pulse.missedMillis(at(2_060), 1_020)).as("a part of it").isEqualTo(1_000);
    assertThat(pulse.missedMillis(at(2_060), 20)).as("before it").isZero();
  }

  @Test
  void aBeatThatHasNotComeYetIsLateToo() {
    pulse.beat(at(20));

    assertThat(pulse.missedMillis(at(1_540), 1_530)).isEqualTo(1_500);
  }
}
