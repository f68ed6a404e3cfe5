package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Own patterns and conditions over HTTP. */
@WithServer
class ConditionsIT {
  private static RunningServer server;
  private static ApiClient client;

  @BeforeAll
  static void start() throws Exception {
    client = server.loggedIn("demo");
  }

  private static Answer catalog(Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return client.get("/api/v1/catalog?asset=EURUSD-OTC&" + query);
  }

  @Test
  void catalogsAnOwnPatternLikeTheStrategyThatItSpells() {
    JsonObject own = catalog(Map.of("strategy", "5:1,2,3,4,5:min:6", "quadrants", "50")).json();
    JsonObject minoria = catalog(Map.of("quadrants", "50")).json();
    assertThat(own.getString("strategy")).isEqualTo("5:1,2,3,4,5:min:6");
    assertThat(own.getJsonArray("rows")).isEqualTo(minoria.getJsonArray("rows"));
    assertThat(own.getJsonArray("afterHits")).hasSize(6);
  }

  @Test
  void listsFilteredRowsWithTheConditionAndCountsThem() {
    JsonObject answer =
        catalog(Map.of("side", "call", "after", "hit:1", "martingale", "0", "quadrants", "100"))
            .json();
    JsonArray rows = answer.getJsonArray("rows");
    assertThat(rows).hasSize(100);
    Map<String, Long> filters =
        rows.stream()
            .map(row -> ((JsonObject) row).getString("filter", "none"))
            .collect(Collectors.groupingBy(it -> it, Collectors.counting()));
    assertThat(filters).containsOnlyKeys("none", "side", "after");
    assertThat(answer.getJsonObject("summary").getLong("filtered"))
        .isEqualTo(filters.get("side") + filters.get("after"));
    assertThat(answer.getJsonObject("conditions"))
        .isEqualTo(new JsonObject().put("side", "call").put("after", "hit:1"));
  }

  @Test
  void refusesAPatternWithThePartInTheReadersLanguage() {
    String token =
        server.client().login("demo@catalogador.local", "demo-1234").json().getString("token");
    String bearer = "Bearer " + token;
    for (Map.Entry<String, String> expected :
        Map.of(
                "pt-BR", "As tentativas vão em ordem crescente, e veio “7,6”.",
                "en", "The attempts rise, and “7,6” came.",
                "es", "Los intentos van en orden creciente, y llegó “7,6”.")
            .entrySet()) {
      Answer answer =
          server
              .client()
              .with("Authorization", bearer, "Accept-Language", expected.getKey())
              .get("/api/v1/catalog?asset=EURUSD-OTC&strategy=5:1:same:7,6");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().getString("code")).isEqualTo("invalid_parameter");
      assertThat(answer.json().getString("field")).isEqualTo("strategy");
      assertThat(answer.json().getString("part")).isEqualTo("attempts");
      assertThat(answer.json().getString("got")).isEqualTo("7,6");
      assertThat(answer.json().getString("expected")).isEqualTo("rising positions");
      assertThat(answer.json().getString("detail")).endsWith(expected.getValue());
    }
  }

  @Test
  void refusesAGaleBeyondTheMartingaleAndHoursWithoutAZone() {
    assertThat(catalog(Map.of("after", "gale:3", "martingale", "2")).json().getString("field"))
        .isEqualTo("after");
    assertThat(catalog(Map.of("after", "gale:3", "martingale", "3")).status()).isEqualTo(200);
    assertThat(catalog(Map.of("hours", "9-12")).json().getString("field")).isEqualTo("zone");
    assertThat(catalog(Map.of("agree", "5:1")).json().getString("field")).isEqualTo("agree");
  }

  @Test
  void fileNameOfAPatternHasNoColonAndNoAsterisk() {
    Answer answer = catalog(Map.of("strategy", "5:1,2:G*=C:6", "format", "csv", "side", "put"));
    assertThat(answer.header("Content-Disposition"))
        .contains("5_1_2_Gx_C_6")
        .doesNotContain(":", "*");
    assertThat(answer.text())
        .startsWith("start,green,red,doji,signal,nullReason,entryAt,result,martingale,filter\n");
  }

  @Test
  void rankingTakesPatternsAndConditions() {
    Answer started =
        client.post(
            "/api/v1/ranking",
            new JsonObject()
                .put("strategy", "5:1:same:6")
                .put("side", "put")
                .put("trend", -9)
                .put("quadrants", 20)
                .put("assets", new JsonArray().add("EURUSD-OTC"))
                .encode());
    assertThat(started.status()).isEqualTo(202);
    JsonObject parameters = client.get("/api/v1/ranking").json().getJsonObject("parameters");
    assertThat(parameters.getString("strategy")).isEqualTo("5:1:same:6");
    assertThat(parameters.getJsonObject("conditions"))
        .isEqualTo(new JsonObject().put("side", "put").put("trend", "-9"));
  }
}
