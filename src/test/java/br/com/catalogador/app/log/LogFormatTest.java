package br.com.catalogador.app.log;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.RequestId;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Log lines of the shipped logback configuration. */
class LogFormatTest {
  private static final String FORGED =
      "x\n2026-01-01T00:00:00.000Z INFO  Web - all is well\r\u001b[2J";

  /** Logs in a separate logger context and returns the lines. */
  private static List<String> written(LogFormat format, Consumer<Logger> logging) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    if (format != null) {
      context.putProperty(LogFormat.PROPERTY, format.id());
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try {
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
      ConsoleAppender<?> terminal =
          (ConsoleAppender<?>) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("terminal");
      assertThat(terminal.getTarget()).isEqualTo("System.err");
      // Not System.err itself, to which other threads of this process may log.
      terminal.setOutputStream(written);
      logging.accept(context.getLogger("br.com.catalogador.Some"));
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    } finally {
      context.stop();
    }
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void textLineHasTimeLevelLoggerAndMessage() {
    List<String> lines = written(LogFormat.TEXT, log -> log.info("a {}", "b"));

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).matches("\\d{4}-\\d\\d-\\d\\dT\\S+ INFO  Some - a b");
  }

  @Test
  void textIsTheDefault() {
    assertThat(written(null, log -> log.info("a")).get(0)).endsWith("INFO  Some - a");
  }

  @Test
  void aValueCannotForgeALine() {
    List<String> lines = written(LogFormat.TEXT, log -> log.warn("got {}", FORGED));

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .endsWith("got x\\n2026-01-01T00:00:00.000Z INFO  Web - all is well\\r\\u001b[2J");
  }

  @Test
  void anExceptionMessageCannotForgeALine() {
    List<String> lines =
        written(
            LogFormat.TEXT,
            log ->
                log.error(
                    "failed", new IllegalStateException(FORGED, new RuntimeException("y\nz"))));

    assertThat(lines.get(0)).endsWith("ERROR Some - failed");
    assertThat(lines.subList(1, lines.size()))
        .hasSizeGreaterThan(4)
        .allMatch(line -> line.startsWith("  "));
  }

  @Test
  void jsonLineIsOneObject() {
    List<String> lines =
        written(
            LogFormat.JSON,
            log -> {
              log.info("got {}", FORGED);
              log.error("failed", new IllegalStateException(FORGED));
            });

    assertThat(lines).hasSize(2);
    JsonObject line = new JsonObject(lines.get(0));
    assertThat(line.fieldNames())
        .containsExactlyInAnyOrder(
            "timestamp", "level", "threadName", "loggerName", "formattedMessage", "throwable");
    assertThat(line.getString("level")).isEqualTo("INFO");
    assertThat(line.getString("loggerName")).isEqualTo("br.com.catalogador.Some");
    assertThat(line.getString("formattedMessage")).isEqualTo("got " + FORGED);
    JsonObject failed = new JsonObject(lines.get(1));
    assertThat(failed.getJsonObject("throwable").getString("message")).isEqualTo(FORGED);
  }

  @Test
  @ExtendWith(VertxExtension.class)
  void bothFormatsContainTheRequestId(Vertx vertx) {
    ContextInternal request = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    Promise<List<String>> lines = Promise.promise();
    request.runOnContext(
        ignored -> {
          RequestId.begin("r-7");
          Consumer<Logger> logging = log -> log.info("a");
          lines.complete(
              List.of(
                  written(LogFormat.TEXT, logging).get(0),
                  written(LogFormat.JSON, logging).get(0)));
        });

    assertThat(await(lines.future()).get(0)).endsWith("INFO  Some - [r-7] a");
    assertThat(new JsonObject(await(lines.future()).get(1)).getString("requestId"))
        .isEqualTo("r-7");
  }

  @Test
  void doesNotWriteLinesBelowInfo() {
    assertThat(written(LogFormat.TEXT, log -> log.debug("a"))).isEmpty();
    assertThat(
            written(
                LogFormat.TEXT,
                log -> {
                  log.setLevel(Level.DEBUG);
                  log.debug("a");
                }))
        .hasSize(1);
  }
}
