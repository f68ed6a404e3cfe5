package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import br.com.catalogador.app.PromQl.Condition;
import br.com.catalogador.app.PromQl.Selector;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlTest {
  @Test
  void findsMetricsConditionsAndGroupings() {
    PromQl query =
        PromQl.parse(
            "histogram_quantile(0.99, sum by (le, route) (rate(a_bucket{x=\"1\",y!~\"b|c\"}[5m])))"
                + " > 2 and max(b) * 60 >= 1");

    Selector a =
        new Selector(
            "a_bucket", List.of(new Condition("x", "=", "1"), new Condition("y", "!~", "b|c")));
    assertThat(query.selectors()).containsExactly(a, new Selector("b", List.of()));
    assertThat(query.groupings().get(0))
        .isEqualTo(new PromQl.Grouping(Set.of("le", "route"), List.of(a)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(a",
        "rate(a)",
        "rate(a[5])",
        "a{b=1}",
        "a{b~\"1\"}",
        "sum by le (a)",
        "a +",
        "a b",
        "a ? b",
        ""
      })
  void rejectsInvalidPromQl(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> PromQl.parse(text));
  }
}
