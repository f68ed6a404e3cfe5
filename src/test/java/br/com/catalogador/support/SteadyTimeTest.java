package br.com.catalogador.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
  @Test
  void advancesWhenTheTimeOfDayIsSetBack() {
    SettableTime timeOfDay = new SettableTime(1_790_000_000);
    AtomicLong nanos = new AtomicLong(-5);
    SteadyTime steady = new SteadyTime(timeOfDay, nanos::get);

    timeOfDay.forward(Duration.ofHours(-1));
    nanos.addAndGet(2_500_000_000L);

    assertThat(steady.instant()).isEqualTo(Instant.ofEpochSecond(1_790_000_002L, 500_000_000));
  }

  @Test
  void wrapsClocksOnly() {
    SettableTime ofATest = new SettableTime(1);

    assertThat(SteadyTime.of(ofATest)).isSameAs(ofATest);
    assertThat(SteadyTime.of(Clock.systemUTC())).isInstanceOf(SteadyTime.class);
  }
}
