package br.com.catalogador.app.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** How lines of the log are written. */
public enum LogFormat {
  /** For people: a line each, and a stack trace below it. */
  TEXT,
  /** For programs: one JSON object in each line. */
  JSON;

  /** What {@code logback.xml} chooses its appender by. */
  public static final String PROPERTY = "log.format";

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Has everything logged from now on written so; with the configuration file it began with. */
  public void use() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.putProperty(PROPERTY, id());
    try {
      new ContextInitializer(context).autoConfig();
    } catch (JoranException cause) {
      throw new IllegalStateException("the log cannot be set up", cause);
    }
  }
}
