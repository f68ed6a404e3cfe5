package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.bus.ServiceRegistration;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@WithServer
class LoggersIT {
  private static final String BUS = "/loggers/" + ServiceRegistration.class.getName();
  private static RunningServer server;

  @AfterEach
  void reset() {
    server.management().delete("/loggers");
  }

  private static JsonObject logger(String path) {
    Answer answer = server.management().get(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static Answer set(String path, String level) {
    return server.management().put(path, new JsonObject().put("level", level).encode());
  }

  @Test
  void readsChangesAndResetsALevel() {
    assertThat(logger(BUS).getString("level")).isEqualTo("INFO");

    assertThat(set(BUS, "debug").json())
        .isEqualTo(
            new JsonObject()
                .put("name", ServiceRegistration.class.getName())
                .put("level", "DEBUG")
                .put("changed", true));
    assertThat(logger(BUS).getString("level")).isEqualTo("DEBUG");

    assertThat(server.management().delete(BUS).json().getString("level")).isEqualTo("INFO");
    assertThat(logger(BUS).getBoolean("changed")).isFalse();
  }

  @Test
  @EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
  void logsChangesOfLevels() {
    set("/loggers/br.com.catalogador", "DEBUG");

    assertThat(LoggerFactory.getLogger(ServiceRegistration.class).isDebugEnabled()).isTrue();
    server.management().delete("/loggers/br.com.catalogador");
    assertThat(LoggerFactory.getLogger(ServiceRegistration.class).isDebugEnabled()).isFalse();
  }

  @Test
  void resetRestoresAConfiguredLevel() {
    String quiet = "/loggers/io.vertx.core.eventbus.impl.MessageConsumerImpl";
    assertThat(logger(quiet).getString("level")).isEqualTo("ERROR");

    set(quiet, "TRACE");
    set(quiet, "WARN");
    server.management().delete(quiet);

    assertThat(logger(quiet).getString("level")).isEqualTo("ERROR");
  }

  @Test
  void resetRestoresTheInheritedLevel() {
    set(BUS, "DEBUG");
    set(BUS, "TRACE");

    assertThat(server.management().delete(BUS).json().getString("level")).isEqualTo("INFO");
    set("/loggers/br.com.catalogador", "WARN");
    assertThat(logger(BUS).getString("level")).isEqualTo("WARN");
  }

  @Test
  void listsAndResetsAllChangedLevels() {
    set("/loggers/ROOT", "WARN");
    set(BUS, "TRACE");

    assertThat(logger("/loggers").fieldNames())
        .containsExactlyInAnyOrder("ROOT", ServiceRegistration.class.getName());
    assertThat(server.management().delete("/loggers").json().fieldNames()).containsExactly("ROOT");
    assertThat(logger("/loggers/ROOT").getString("level")).isEqualTo("INFO");
    assertThat(logger(BUS).getString("level")).isEqualTo("INFO");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"level\":\"LOUD\"}", "{\"level\":7}", "{}", "[]", "{", ""})
  void rejectsAnInvalidLevel(String body) {
    assertThat(server.management().put(BUS, body).status()).isEqualTo(400);
    assertThat(logger(BUS).getBoolean("changed")).isFalse();
  }

  @Test
  void rejectsAnInvalidName() {
    assertThat(set("/loggers/a%20b", "DEBUG").status()).isEqualTo(400);
    assertThat(set("/loggers/" + "a".repeat(201), "DEBUG").status()).isEqualTo(400);
  }

  @Test
  void rejectsChangesFromABrowserPage() {
    assertThat(server.management().post(BUS, "{\"level\":\"TRACE\"}").status()).isEqualTo(405);
    assertThat(server.client().get(BUS).status()).isEqualTo(404);
  }
}
