package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of one user's ranking over HTTP. */
public record RankingClient(ApiClient api) {
  private static final Duration LONGEST = Duration.ofSeconds(15);

  /** Pause between requests, which leaves the processors to the server. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

  Answer start(JsonObject parameters) {
    return api.post("/api/v1/ranking", parameters.encode());
  }

  /** Starts a run over some assets with ten quadrants each. */
  Answer start(String... symbols) {
    return start(
        new JsonObject().put("quadrants", 10).put("assets", new JsonArray(List.of(symbols))));
  }

  JsonObject view() {
    return part("");
  }

  /** The part of the ranking that a query asks for. */
  JsonObject part(String query) {
    Answer answer = api.get("/api/v1/ranking" + (query.isEmpty() ? "" : "?" + query));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Repeats the request until the ranking matches. */
  JsonObject when(Predicate<JsonObject> wanted) {
    long begin = System.nanoTime();
    JsonObject view = view();
    while (!wanted.test(view)) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(view.encode()).isLessThan(LONGEST);
      view = CompletableFuture.supplyAsync(this::view, LATER).join();
    }
    return view;
  }

  /** The ranking when its run has ended. */
  JsonObject ended() {
    return when(view -> !view.getString("status").equals("RUNNING"));
  }

  public JsonObject run(JsonObject parameters) {
    Answer answer = start(parameters);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    JsonObject ended = ended();
    assertThat(ended.getString("id")).isEqualTo(answer.json().getString("id"));
    return ended;
  }

  public JsonObject run(String... symbols) {
    assertThat(start(symbols).status()).isEqualTo(202);
    return ended();
  }

  Answer cancel() {
    return api.post("/api/v1/ranking/cancel", "");
  }

  Answer autoUpdate(boolean enabled) {
    return api.put(
        "/api/v1/ranking/auto-update", new JsonObject().put("enabled", enabled).encode());
  }

  Answer clear() {
    return api.delete("/api/v1/ranking");
  }

  static List<JsonObject> entries(JsonObject view) {
    return view.getJsonArray("entries").stream().map(JsonObject.class::cast).toList();
  }

  static List<String> symbols(JsonObject view) {
    return entries(view).stream().map(entry -> entry.getString("asset")).toList();
  }
}
