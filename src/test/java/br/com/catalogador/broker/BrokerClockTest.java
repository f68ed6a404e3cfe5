package br.com.catalogador.broker;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.SettableTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which steps of the broker's clock are accepted (fault C5). */
class BrokerClockTest {
  private static final long NOW = 1_790_000_000;

  /** The local clock is an hour behind, which must not matter. */
  private final SettableTime steady = new SettableTime(NOW - 3_600);

  private final BrokerClock clock = new BrokerClock(steady);
  private long passed;

  @BeforeEach
  void firstSync() {
    sync(0);
  }

  private void sync(long ahead) {
    clock.sync((NOW + passed + ahead) * 1000);
  }

  /** Reports a price whose time differs by the given seconds. */
  private void price(long ahead) {
    clock.notePrice((NOW + passed + ahead) * 1000);
  }

  private void pass(long seconds) {
    passed += seconds;
    steady.forward(Duration.ofSeconds(seconds));
  }

  private void assertOffset(long ahead) {
    assertThat(clock.seconds()).isEqualTo(NOW + passed + ahead);
  }

  @Test
  void acceptsTheFirstTimeDespiteAWrongLocalClock() {
    assertOffset(0);
    pass(10);
    assertOffset(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, -3, 120, -120, 3_600, -3_600})
  void rejectsAStepThatNoPriceConfirms(long step) {
    for (int i = 0; i < 100; i++) {
      pass(1);
      sync(step);
    }
    assertOffset(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {120, -120, 3_600, -3_600})
  void rejectsAStepThatPricesContradict(long step) {
    for (int i = 0; i < 100; i++) {
      pass(1);
      price(0);
      sync(step);
    }
    assertOffset(0);
    assertThat(clock.shownSeconds()).isEqualTo(NOW + passed);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, -5, 120, -120, 3_600, -3_600})
  void acceptsAStepConfirmedByThreeFramesAndPrices(long step) {
    price(0);
    pass(6);
    price(step);
    sync(step);
    sync(step);
    assertOffset(0);
    sync(step);
    assertOffset(step);
    assertThat(clock.shownSeconds()).isEqualTo(NOW + passed + step);
  }

  @Test
  void rejectsInconsistentTimeFrames() {
    for (int i = 0; i < 100; i++) {
      pass(1);
      price(120);
      sync(i % 2 == 0 ? 120 : 0);
    }
    assertOffset(0);
  }

  @Test
  void pricesAloneDoNotMoveTheClock() {
    for (int i = 0; i < 10; i++) {
      pass(1);
      price(600);
    }
    assertOffset(0);
    assertThat(clock.shownSeconds()).isZero();
  }

  @Test
  void shownTimeAdvancesWithoutFurtherPrices() {
    assertThat(clock.shownSeconds()).isZero();
    price(-2);
    pass(60);
    assertThat(clock.shownSeconds()).isEqualTo(NOW + passed - 2);
    price(-40); // an old price of a quiet asset does not move it back
    assertThat(clock.shownSeconds()).isEqualTo(NOW + passed - 2);
  }

  @Test
  void wrongFirstTimeDoesNotAdvanceTheShownTime() {
    BrokerClock wrong = new BrokerClock(steady);
    wrong.sync((NOW + 120) * 1000);
    wrong.notePrice(NOW * 1000);
    assertThat(wrong.shownSeconds()).isEqualTo(NOW);
    for (int i = 0; i < 3; i++) {
      wrong.sync(NOW * 1000);
    }
    assertThat(wrong.seconds()).isEqualTo(NOW);
  }
}
