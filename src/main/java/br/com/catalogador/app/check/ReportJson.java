package br.com.catalogador.app.check;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A report as JSON. */
public final class ReportJson {
  private ReportJson() {}

  /**
   * @param head what the report is about, put before the steps
   */
  public static JsonObject of(JsonObject head, Report report, CheckTexts texts) {
    JsonArray steps = new JsonArray();
    report.steps().forEach(step -> steps.add(step(step, texts)));
    return head.copy()
        .put("steps", steps)
        .put("outcome", report.outcome().code())
        .put("verdict", texts.verdict(report));
  }

  private static JsonObject step(StepResult result, CheckTexts texts) {
    JsonObject step = new JsonObject().put("step", result.step().code());
    if (!result.target().isEmpty()) {
      step.put("target", result.target());
    }
    if (!result.localAddress().isEmpty()) {
      step.put("localAddress", result.localAddress());
    }
    step.put("outcome", result.outcome().code())
        .put("millis", result.millis())
        .put("facts", result.facts());
    if (result.finding() != null) {
      step.put("finding", result.finding())
          .put("means", texts.means(result.finding()))
          .put("do", texts.action(result.finding()));
    }
    return step;
  }
}
