package br.com.catalogador.app.check;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Runs steps in order and collects their results; skips the rest once a needed step has failed. */
final class Steps {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final BiFunction<Exception, JsonObject, Finding> diagnosis;
  private final Redaction redaction;
  private final List<StepResult> results = new ArrayList<>();
  private boolean stopped;

  /** The work of a step. */
  interface Work {
    /**
     * Blocks until done.
     *
     * @param facts to be filled with what came
     * @return what is wrong, or null
     */
    Finding run(JsonObject facts) throws Exception;
  }

  /**
   * @param diagnosis what an exception of a step means; may add facts
   */
  Steps(BiFunction<Exception, JsonObject, Finding> diagnosis, Redaction redaction) {
    this.diagnosis = diagnosis;
    this.redaction = redaction;
  }

  /** Runs a step without which no further one makes sense. */
  void needed(Step step, String target, Work work) {
    stopped |= !run(step, target, work);
  }

  boolean run(Step step, String target, Work work) {
    return run(step, target, work, true);
  }

  /**
   * Runs a step unless an earlier needed one has failed.
   *
   * @param important whether its failure counts as one; otherwise it counts as a warning
   * @return whether it has passed
   */
  boolean run(Step step, String target, Work work, boolean important) {
    if (stopped) {
      skip(step, target);
      return false;
    }
    return runAnyway(step, target, work, important);
  }

  /** Runs a step whatever has happened before. */
  boolean runAnyway(Step step, String target, Work work, boolean important) {
    JsonObject facts = new JsonObject();
    long begin = System.nanoTime();
    Finding finding;
    try {
      finding = work.run(facts);
    } catch (Exception e) { // of any kind: Future.await() also throws undeclared ones
      finding = diagnosis.apply(e, facts);
    }
    boolean passed = finding == null || finding.outcome() != Outcome.FAILED;
    if (!passed && !important) {
      finding = finding.asWarning();
    }
    long millis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
    Outcome outcome = finding == null ? Outcome.OK : finding.outcome();
    results.add(
        new StepResult(
            step, target, "", outcome, millis, facts, finding == null ? null : finding.code()));
    return passed;
  }

  void skip(Step step, String target) {
    results.add(new StepResult(step, target, "", Outcome.SKIPPED, 0, new JsonObject(), null));
  }

  /** Skips all further needed and other steps. */
  void stop() {
    stopped = true;
  }

  /**
   * @param localAddress by which all steps have left this machine; empty for any
   */
  Report report(String localAddress) {
    // Only now are all secrets and personal texts known.
    return new Report(
        results.stream()
            .map(result -> result.reported(localAddress, redaction.of(result.facts())))
            .toList());
  }
}
