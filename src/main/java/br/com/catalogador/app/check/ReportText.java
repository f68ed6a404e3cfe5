package br.com.catalogador.app.check;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report as Portuguese text: a line per step, and below it what is wrong and what to do; a
 * heading for each local address.
 */
public final class ReportText {
  private static final String LINE = "%-7s %-14s %6d ms  %s%n";
  private static final String BELOW = "        %s: %s.%n";

  private final CheckTexts texts;

  public ReportText(CheckTexts texts) {
    this.texts = texts;
  }

  /** The steps and the verdict, ending with a line break. */
  public String of(Report report) {
    StringBuilder text = new StringBuilder();
    String address = "";
    for (StepResult step : report.steps()) {
      if (!step.localAddress().equals(address)) {
        address = step.localAddress();
        text.append(MessageFormat.format(texts.text("heading.from"), address))
            .append(System.lineSeparator());
      }
      append(step, text);
    }
    return text.append("%n%s: %s%n".formatted(texts.text("verdict"), texts.verdict(report)))
        .toString();
  }

  private void append(StepResult step, StringBuilder text) {
    List<String> shown = new ArrayList<>();
    if (!step.target().isEmpty()) {
      shown.add(step.target());
    }
    step.facts().forEach(fact -> shown.add(fact(fact.getKey(), fact.getValue())));
    String line =
        LINE.formatted(
            texts.text("outcome." + step.outcome().code()),
            texts.text("step." + step.step().code()),
            step.millis(),
            String.join("; ", shown));
    text.append(line.stripTrailing()).append(System.lineSeparator());
    if (step.finding() != null) {
      text.append(BELOW.formatted(texts.text("does.means"), texts.means(step.finding())))
          .append(BELOW.formatted(texts.text("does.do"), texts.action(step.finding())));
    }
  }

  private String fact(String name, Object value) {
    return texts.text("fact." + name) + " " + value(value);
  }

  private String value(Object value) {
    if (value instanceof JsonArray list) {
      return list.isEmpty()
          ? texts.text("value.none")
          : list.stream().map(this::value).collect(Collectors.joining(", "));
    }
    if (value instanceof JsonObject object) {
      return object.isEmpty()
          ? texts.text("value.none")
          : object.stream()
              .map(each -> each.getKey() + " " + value(each.getValue()))
              .collect(Collectors.joining(", "));
    }
    return value instanceof Boolean ? texts.text("value." + value) : String.valueOf(value);
  }
}
