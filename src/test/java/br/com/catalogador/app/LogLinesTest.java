package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever makes us log what he sends writes no line of his own. */
class LogLinesTest {
  private static final String FORGED = "2026-01-01T00:00:00.000Z INFO  Main - all is well";

  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogLinesTest.class.getResource("/logback.xml"));
  }

  private String written(String message, Throwable cause) {
    var terminal =
        (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("terminal");
    LoggingEvent event =
        new LoggingEvent(
            "", context.getLogger("a.b.Some"), Level.WARN, "{}", cause, new Object[] {message});
    return new String(terminal.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void aMessageIsOneLine() {
    assertThat(written("GET /ação: NOT_FOUND", null))
        .endsWith("WARN  Some - GET /ação: NOT_FOUND\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n", "\u2028", "\u0085", "\u000b", "\u001b[2J", "\0"})
  void aBreakInAMessageBreaksNoLineAndControlsNoTerminal(String end) {
    String line = written("login of x" + end + FORGED, null);

    assertThat(line).containsOnlyOnce("\n").contains("login of x|").endsWith(FORGED + "\n");
    assertThat(line.strip().chars().noneMatch(Character::isISOControl)).isTrue();
  }

  @Test
  void noLineOfAStackTraceBeginsAsALogLineDoes() {
    String text = written("failed", new IllegalStateException("x\n" + FORGED));

    assertThat(text.lines().skip(1))
        .hasSizeGreaterThan(2)
        .allMatch(line -> line.startsWith("    "));
    assertThat(text).contains("    java.lang.IllegalStateException: x", "    \tat ");
  }
}
