package br.com.catalogador.support;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.ApiContract.Given;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The checks that all integration tests rely on find each kind of difference. */
class ApiContractTest {
  private static final String PROBLEM = "application/problem+json";
  private static final JsonObject UNAUTHORIZED =
      new JsonObject()
          .put("type", "about:blank")
          .put("title", "Unauthorized")
          .put("status", 401)
          .put("detail", "x")
          .put("code", "unauthorized");

  private static List<String> complaints(
      String method, String path, int status, String body, Map<String, String> headers) {
    return ApiContract.complaints(method, path, new Given(status, body, headers::get));
  }

  private static List<String> unauthorized(JsonObject body) {
    return complaints(
        "GET",
        "/api/v1/session",
        401,
        body.encode(),
        Map.of("Content-Type", PROBLEM, "WWW-Authenticate", "Bearer"));
  }

  @Test
  void acceptsADocumentedAnswer() {
    assertThat(unauthorized(UNAUTHORIZED)).isEmpty();
  }

  @Test
  void findsAnUndocumentedStatus() {
    assertThat(complaints("GET", "/api/v1/session", 418, "", Map.of()))
        .containsExactly("status 418 is not promised");
    assertThat(complaints("GET", "/api/v1/session", 404, "", Map.of())).isNotEmpty();
  }

  @Test
  void findsAnUndocumentedContentType() {
    assertThat(
            complaints(
                "GET",
                "/api/v1/session",
                200,
                "{}",
                Map.of("Content-Type", "text/plain; charset=utf-8")))
        .containsExactly("content type \"text/plain; charset=utf-8\" is not promised");
  }

  @Test
  void findsAMissingHeader() {
    assertThat(
            complaints(
                "GET",
                "/api/v1/session",
                401,
                UNAUTHORIZED.encode(),
                Map.of("Content-Type", PROBLEM)))
        .containsExactly("no header WWW-Authenticate");
  }

  @Test
  void findsABodyThatViolatesItsSchemaAtAnyDepth() {
    assertThat(unauthorized(UNAUTHORIZED.copy().put("code", "not_found"))).isNotEmpty();
    assertThat(unauthorized(UNAUTHORIZED.copy().putNull("detail"))).isNotEmpty();
    String preferences =
        "{\"alerts\":{\"sound\":true,\"notification\":true,\"secondsBefore\":2,\"x\":1}}";
    Map<String, String> json = Map.of("Content-Type", "application/json");
    assertThat(complaints("PUT", "/api/v1/preferences", 200, preferences, json)).isNotEmpty();
    assertThat(
            complaints(
                "PUT", "/api/v1/preferences", 200, preferences.replace("2,\"x\":1", "3"), json))
        .isEmpty();
    assertThat(complaints("GET", "/api/v1/session", 200, "{", json)).isNotEmpty();
  }

  @Test
  void findsAnUndocumentedBody() {
    assertThat(complaints("POST", "/api/v1/logout", 204, "x", Map.of()))
        .containsExactly("a body of 1 characters");
  }

  @Test
  void findsOneWrongNumberInALongColumn() {
    JsonArray times = new JsonArray(LongStream.range(0, 1_000).boxed().toList());
    JsonArray prices = new JsonArray(Collections.nCopies(1_000, 1.5));
    JsonObject candles =
        new JsonObject()
            .put("asset", "EURUSD")
            .put("timeframe", 60)
            .put("from", times)
            .put("open", prices)
            .put("high", prices)
            .put("low", prices)
            .put("close", prices)
            .putNull("running");
    assertThat(candles(candles)).isEmpty();
    assertThat(candles(candles.copy().put("open", with(prices, "1.5")))).isNotEmpty();
    assertThat(candles(candles.copy().put("from", with(times, 1.5)))).isNotEmpty();
    assertThat(candles(candles.copy().put("from", with(times, -1)))).isNotEmpty();
  }

  private static List<String> candles(JsonObject body) {
    return complaints(
        "GET",
        "/api/v1/candles",
        200,
        body.encode(),
        Map.of("Content-Type", "application/json", "Cache-Control", "no-store"));
  }

  private static JsonArray with(JsonArray column, Object last) {
    JsonArray changed = column.copy();
    changed.set(changed.size() - 1, last);
    return changed;
  }
}
