package br.com.catalogador.view;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.strategy.PatternException;
import java.util.Locale;
import java.util.Map;

/** The failure for the text of a pattern that breaks a rule. */
public final class PatternProblem {
  private PatternProblem() {}

  /**
   * INVALID_PARAMETER with the part of the text and the rule that it breaks, which complete its
   * sentence.
   *
   * @param field the parameter that holds the text
   */
  public static Failure of(String field, PatternException refusal) {
    return Failure.of(
        FailureKind.INVALID_PARAMETER,
        Map.of(
            "field", field,
            "got", refusal.got(),
            "expected", refusal.expected(),
            "part", refusal.part(),
            "rule", refusal.problem().name().toLowerCase(Locale.ROOT)));
  }
}
