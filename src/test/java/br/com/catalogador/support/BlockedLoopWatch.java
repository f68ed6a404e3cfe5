package br.com.catalogador.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.internal.threadchecker.BlockedThreadChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails every test during which Vert.x has logged a blocked thread. The time during which the whole
 * process was not run does not count: it blocks every thread. JUnit registers it automatically for
 * all tests.
 */
public final class BlockedLoopWatch
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final Queue<String> WARNINGS = new ConcurrentLinkedQueue<>();
  private static final Recorder RECORDER = new Recorder();

  /** What Vert.x logs of a thread. */
  private static final Pattern BLOCKED =
      Pattern.compile("has been blocked for (\\d+) ms, time limit is (\\d+) ms");

  private static final class Recorder extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      String message = event.getFormattedMessage();
      if (event.getLevel().isGreaterOrEqual(Level.WARN) && !wasStopped(message)) {
        WARNINGS.add(message + stacks(message));
      }
    }

    /** Whether a thread was blocked for too long only because its process was not run. */
    private static boolean wasStopped(String message) {
      Matcher blocked = BLOCKED.matcher(message);
      if (!blocked.find()) {
        return false;
      }
      long millis = Long.parseLong(blocked.group(1));
      return millis - Pulse.missedMillis(millis) < Long.parseLong(blocked.group(2));
    }

    /** What the threads that a message names are doing at this moment: it comes while they are. */
    private static String stacks(String message) {
      StringBuilder text = new StringBuilder();
      Thread.getAllStackTraces()
          .forEach(
              (thread, stack) -> {
                if (message.contains(thread.getName() + " ")) {
                  text.append("\n  ").append(thread.getName()).append(' ');
                  text.append(thread.getState());
                  Stream.of(stack).forEach(frame -> text.append("\n    at ").append(frame));
                }
              });
      return text.toString();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Pulse.missedMillis(0); // begins with the first test
    Logger checker = (Logger) LoggerFactory.getLogger(BlockedThreadChecker.LOGGER_NAME);
    if (!checker.isAttached(RECORDER)) {
      RECORDER.setContext(checker.getLoggerContext());
      RECORDER.start();
      checker.addAppender(RECORDER);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    failIfBlocked();
  }

  /** For threads that were blocked before the first test of a class or after its last. */
  @Override
  public void afterAll(ExtensionContext context) {
    failIfBlocked();
  }

  private static void failIfBlocked() {
    List<String> blocked = new ArrayList<>();
    for (String warning = WARNINGS.poll(); warning != null; warning = WARNINGS.poll()) {
      blocked.add(warning);
    }
    if (!blocked.isEmpty()) {
      throw new AssertionError("a Vert.x thread was blocked:\n" + String.join("\n", blocked));
    }
  }
}
