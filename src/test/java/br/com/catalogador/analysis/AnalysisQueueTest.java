package br.com.catalogador.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.analysis.message.Analyze.Urgency;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnalysisQueueTest {
  private final AnalysisQueue<String> queue = new AnalysisQueue<>(2);

  private boolean offer(Urgency urgency, String entry) {
    return queue.offer(urgency, entry);
  }

  private Stream<String> polled() {
    return Stream.generate(queue::poll).takeWhile(entry -> entry != null);
  }

  @Test
  void watchedEntriesComeBeforeEarlierOnes() {
    offer(Urgency.SINGLE, "single");
    offer(Urgency.WATCHED, "live");
    offer(Urgency.WATCHED, "live too");

    assertThat(polled()).containsExactly("live", "live too", "single");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void rejectsOnlySingleEntriesAndOnlyWhileTooManyWait() {
    assertThat(offer(Urgency.SINGLE, "s1")).isTrue();
    assertThat(offer(Urgency.SINGLE, "s2")).isTrue();
    assertThat(offer(Urgency.SINGLE, "s3")).isFalse();
    assertThat(offer(Urgency.WATCHED, "l1")).isTrue();

    assertThat(Stream.generate(queue::poll).limit(2)).containsExactly("l1", "s1");
    assertThat(offer(Urgency.SINGLE, "s4")).isTrue();
  }
}
