package br.com.catalogador.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Records the log events of a logger and those below it until closed. */
public final class RecordedLog implements AutoCloseable {
  private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
  private final Logger logger;
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          events.add(event);
        }
      };

  private RecordedLog(Logger logger) {
    this.logger = logger;
  }

  /**
   * @param name of a logger: a class or a package, e.g. {@code br.com.catalogador.web}
   */
  public static RecordedLog of(String name) {
    RecordedLog log = new RecordedLog((Logger) LoggerFactory.getLogger(name));
    log.appender.setContext(log.logger.getLoggerContext());
    log.appender.start();
    log.logger.addAppender(log.appender);
    return log;
  }

  /** The messages of a level or above, oldest first. */
  public List<String> from(Level level) {
    return events.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(level))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
  }
}
