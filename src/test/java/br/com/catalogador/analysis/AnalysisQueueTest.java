package br.com.catalogador.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.analysis.message.Analyze.Urgency;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnalysisQueueTest {
  private final AnalysisQueue<String> lines = new AnalysisQueue<>(2);

  private boolean join(Urgency urgency, String one) {
    return lines.join(urgency, one);
  }

  private Stream<String> inTurn() {
    return Stream.generate(lines::next).takeWhile(one -> one != null);
  }

  @Test
  void whatManyWatchGoesBeforeAllWhoCameEarlier() {
    join(Urgency.SINGLE, "single");
    join(Urgency.RANKING, "ranking");
    join(Urgency.LIVE, "live");
    join(Urgency.LIVE, "live too");

    assertThat(inTurn()).containsExactly("live", "live too", "ranking", "single");
    assertThat(lines.isEmpty()).isTrue();
  }

  @Test
  void rankingsAndSingleOnesTakeTurnsInTheOrderInWhichTheyCame() {
    join(Urgency.SINGLE, "s1");
    join(Urgency.SINGLE, "s2");
    Stream.of("r1", "r2", "r3").forEach(one -> join(Urgency.RANKING, one));

    assertThat(inTurn()).containsExactly("r1", "s1", "r2", "s2", "r3");
  }

  @Test
  void onlySingleOnesAreRefusedAndOnlyWhileTooManyWait() {
    assertThat(join(Urgency.SINGLE, "s1")).isTrue();
    assertThat(join(Urgency.SINGLE, "s2")).isTrue();
    assertThat(join(Urgency.SINGLE, "s3")).isFalse();
    assertThat(join(Urgency.RANKING, "r1")).isTrue();
    assertThat(join(Urgency.LIVE, "l1")).isTrue();

    assertThat(Stream.generate(lines::next).limit(3)).containsExactly("l1", "r1", "s1");
    assertThat(join(Urgency.SINGLE, "s4")).isTrue();
  }
}
