package br.com.catalogador.app.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** The format of log lines. */
public enum LogFormat {
  /** Text for people, with stack traces on the lines below. */
  TEXT,
  /** One JSON object per line. */
  JSON;

  /** The logback property by which {@code logback.xml} selects the appender. */
  public static final String PROPERTY = "log.format";

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reconfigures logback to this format, from the configuration file found at the start. */
  public void use() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.putProperty(PROPERTY, id());
    try {
      new ContextInitializer(context).autoConfig();
    } catch (JoranException e) {
      throw new IllegalStateException("the log cannot be set up", e);
    }
  }
}
