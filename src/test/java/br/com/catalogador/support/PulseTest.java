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
    pulse.beat(at(50));
    pulse.beat(at(100));

    assertThat(pulse.missedMillis(at(120), 120)).isZero();
  }

  @Test
  void aLateBeatIsTimeInWhichTheProcessWasNotRun() {
    pulse.beat(at(50));
    pulse.beat(at(2_100));
    pulse.beat(at(2_150));

    assertThat(pulse.missedMillis(at(2_150), 3_000)).isEqualTo(2_000);
    assertThat(pulse.missedMillis(at(2_150), 1_050)).as("a part of it").isEqualTo(1_000);
    assertThat(pulse.missedMillis(at(2_150), 50)).as("before it").isZero();
  }

  @Test
  void aBeatThatHasNotComeYetIsLateToo() {
    pulse.beat(at(50));

    assertThat(pulse.missedMillis(at(1_600), 1_550)).isEqualTo(1_500);
  }
}
