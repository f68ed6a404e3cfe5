package br.com.catalogador.app.check;

import java.util.List;

/**
 * The result of a check; may be sent to others.
 *
 * @param steps in order
 */
public record Report(List<StepResult> steps) {
  public Report {
    steps = List.copyOf(steps);
  }

  /** FAILED if any step failed, else WARNING if any step has one, else OK. */
  public Outcome outcome() {
    return has(Outcome.FAILED)
        ? Outcome.FAILED
        : has(Outcome.WARNING) ? Outcome.WARNING : Outcome.OK;
  }

  private boolean has(Outcome outcome) {
    return steps.stream().anyMatch(step -> step.outcome() == outcome);
  }

  /**
   * The step that the verdict is about: the first failed one, else the first warning, else null.
   */
  public StepResult decisive() {
    return steps.stream()
        .filter(step -> step.outcome() == outcome() && step.finding() != null)
        .findFirst()
        .orElse(null);
  }
}
