package br.com.catalogador.broker;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.SettableTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the broker says the time is, and what of it is believed (fault C5). */
class BrokerClockTest {
  private static final long NOW = 1_790_000_000;

  /** This machine is an hour late, which is nobody's business. */
  private final SettableTime steady = new SettableTime(NOW - 3_600);

  private final BrokerClock clock = new BrokerClock(steady);
  private long passed;

  @BeforeEach
  void hearTheTime() {
    sync(0);
  }

  private void sync(long ahead) {
    clock.sync((NOW + passed + ahead) * 1000);
  }

  /** A price came, whose time is off by so many seconds. */
  private void price(long ahead) {
    clock.shown((NOW + passed + ahead) * 1000);
  }

  private void pass(long seconds) {
    passed += seconds;
    steady.forward(Duration.ofSeconds(seconds));
  }

  private void assertThatItIs(long ahead) {
    assertThat(clock.seconds()).isEqualTo(NOW + passed + ahead);
  }

  @Test
  void firstTimeIsBelievedHoweverWrongThisMachineIs() {
    assertThatItIs(0);
    pass(10);
    assertThatItIs(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, -3, 120, -120, 3_600, -3_600})
  void stepThatOnlyTheClockTellsIsNeverBelieved(long step) {
    for (int i = 0; i < 100; i++) {
      pass(1);
      sync(step);
    }
    assertThatItIs(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {120, -120, 3_600, -3_600})
  void stepAgainstWhichThePricesSpeakIsNotBelieved(long step) {
    for (int i = 0; i < 100; i++) {
      pass(1);
      price(0);
      sync(step);
    }
    assertThatItIs(0);
    assertThat(clock.shownSeconds()).isEqualTo(NOW + passed);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, -5, 120, -120, 3_600, -3_600})
  void stepIsBelievedWhenThreeFramesAndThePricesAgree(long step) {
    price(0);
    pass(6);
    price(step);
    sync(step);
    sync(step);
    assertThatItIs(0);
    sync(step);
    assertThatItIs(step);
    assertThat(clock.shownSeconds()).isEqualTo(NOW + passed + step);
  }

  @Test
  void framesThatDoNotAgreeWithEachOtherAreNotBelieved() {
    for (int i = 0; i < 100; i++) {
      pass(1);
      price(120);
      sync(i % 2 == 0 ? 120 : 0);
    }
    assertThatItIs(0);
  }

  @Test
  void pricesAloneMoveNoClock() {
    for (int i = 0; i < 10; i++) {
      pass(1);
      price(600);
    }
    assertThatItIs(0);
    assertThat(clock.shownSeconds()).isZero();
  }

  @Test
  void whatPricesHaveShownGoesOnWithoutThem() {
    assertThat(clock.shownSeconds()).isZero();
    price(-2);
    pass(60);
    assertThat(clock.shownSeconds()).isEqualTo(NOW + passed - 2);
    price(-40); // a quiet asset takes nothing back
    assertThat(clock.shownSeconds()).isEqualTo(NOW + passed - 2);
  }

  @Test
  void aFirstTimeThatWasWrongShowsNothingThatPricesHaveNot() {
    BrokerClock wrong = new BrokerClock(steady);
    wrong.sync((NOW + 120) * 1000);
    wrong.shown(NOW * 1000);
    assertThat(wrong.shownSeconds()).isEqualTo(NOW);
    for (int i = 0; i < 3; i++) {
      wrong.sync(NOW * 1000);
    }
    assertThat(wrong.seconds()).isEqualTo(NOW);
  }
}
