package br.com.catalogador.app.check;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Properties;

/** The Portuguese texts of a report, from {@code check-broker.properties}. Immutable. */
public final class CheckTexts {
  private static final String FILE = "/check-broker.properties";

  private final Properties texts = new Properties();

  private CheckTexts() {}

  /** Reads the texts from the class path. */
  public static CheckTexts load() {
    CheckTexts loaded = new CheckTexts();
    try (InputStreamReader reader =
        new InputStreamReader(CheckTexts.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
      loaded.texts.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return loaded;
  }

  /** The text of a key; the key itself when there is none. */
  String text(String key) {
    return texts.getProperty(key, key);
  }

  /** What a finding means, without a full stop. */
  public String means(String finding) {
    return text(finding + ".means");
  }

  /** What to do about a finding, without a full stop. */
  public String action(String finding) {
    return text(finding + ".do");
  }

  /** The one sentence that sums a report up. */
  public String verdict(Report report) {
    StepResult decisive = report.decisive();
    if (decisive != null) {
      return MessageFormat.format(
          text("verdict." + report.outcome().code()), title(decisive), means(decisive.finding()));
    }
    boolean entered =
        report.steps().stream()
            .anyMatch(step -> step.step() == Step.AUTHENTICATE && step.outcome() == Outcome.OK);
    return text(entered ? "verdict.ok" : "verdict.network");
  }

  /** The name of a step, with its target and local address if it has them. */
  String title(StepResult step) {
    String name = text("step." + step.step().code());
    String title = step.target().isEmpty() ? name : name + " " + step.target();
    return step.localAddress().isEmpty()
        ? title
        : title + MessageFormat.format(text("title.from"), step.localAddress());
  }
}
