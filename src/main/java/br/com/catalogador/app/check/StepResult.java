package br.com.catalogador.app.check;

import io.vertx.core.json.JsonObject;

/**
 * What one step has shown.
 *
 * @param target {@code host:port} of a step of the network; empty for other steps
 * @param millis duration
 * @param facts what came, by name; contains no secret and no personal data
 * @param finding code of what is wrong, explained by {@link CheckTexts}; null if nothing is
 */
public record StepResult(
    Step step, String target, Outcome outcome, long millis, JsonObject facts, String finding) {

  StepResult withFacts(JsonObject others) {
    return new StepResult(step, target, outcome, millis, others, finding);
  }
}
