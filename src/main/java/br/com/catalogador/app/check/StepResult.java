package br.com.catalogador.app.check;

import io.vertx.core.json.JsonObject;

/**
 * The result of one step.
 *
 * @param target {@code host:port} of a step of the network; empty for other steps
 * @param localAddress by which it has left this machine; empty for the one that the operating
 *     system chooses
 * @param millis duration
 * @param facts what came, by name; contains no secret and no personal data
 * @param finding code of what is wrong, explained by {@link CheckTexts}; null if nothing is
 */
public record StepResult(
    Step step,
    String target,
    String localAddress,
    Outcome outcome,
    long millis,
    JsonObject facts,
    String finding) {

  StepResult reported(String from, JsonObject cleanFacts) {
    return new StepResult(step, target, from, outcome, millis, cleanFacts, finding);
  }
}
