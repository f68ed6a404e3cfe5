package br.com.catalogador.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {
  private final AtomicLong nanos = new AtomicLong(-TimeUnit.SECONDS.toNanos(35));
  private final RecentAnswers answers = new RecentAnswers(nanos::get);

  private void count(int times, boolean failure) {
    for (int i = 0; i < times; i++) {
      answers.count(failure);
    }
  }

  private void after(int seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void mostFailWhenTenFailAndFewerAreAnswered() {
    count(9, true);
    assertThat(answers.mostFailed()).isFalse();
    count(1, true);
    assertThat(answers.mostFailed()).isTrue();
    count(9, false);
    assertThat(answers.mostFailed()).isTrue();
    count(1, false);
    assertThat(answers.mostFailed()).isFalse();
  }

  @Test
  void forgetsWhatWasAMinuteAgo() {
    count(10, true);
    for (int i = 0; i < 5; i++) {
      after(10);
      assertThat(answers.mostFailed()).as(i + 1 + "0 s later").isTrue();
    }
    after(10);
    assertThat(answers.mostFailed()).isFalse();
  }

  @Test
  void forgetsAllAfterALongPause() {
    count(10, true);
    after(3600);
    assertThat(answers.mostFailed()).isFalse();
    count(10, true);
    assertThat(answers.mostFailed()).isTrue();
  }

  @Test
  void addsUpTheSlotsOfAMinute() {
    for (int i = 0; i < 5; i++) {
      count(2, true);
      after(10);
    }
    count(2, true);
    assertThat(answers.mostFailed()).isTrue();
    after(20);
    assertThat(answers.mostFailed()).isFalse();
  }
}
