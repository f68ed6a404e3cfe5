package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.support.HeldWorkers;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A full analysis queue; a test decides when the worker runs. */
@EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
class OverloadIT {
  private static final long START = SettableTime.TRADING;
  private static final String CATALOG = "/api/v1/catalog?asset=EURUSD-OTC";

  /** One running, one ready, and a hundred queued. */
  private static final int ROOM = 102;

  private static final int TOO_MANY = 8;

  /** The limit of requests in flight per session. */
  private static final int SESSIONS = (ROOM + TOO_MANY + 7) / 8;

  private final SettableTime time = new SettableTime(START);
  private Vertx vertx;
  private RunningServer server;
  private ApiClient client;
  private List<ApiClient> sessions;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    server = RunningServer.start(time, "analysis.workers", "1");
    sessions =
        IntStream.range(0, SESSIONS).mapToObj(i -> server.loggedIn("user" + (3 + i))).toList();
    client = sessions.get(0);
    assertThat(client.get(CATALOG).status()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    server.close();
    vertx.close();
  }

  private List<CompletableFuture<Answer>> crowd() {
    return IntStream.range(0, ROOM + TOO_MANY)
        .mapToObj(i -> sessions.get(i % SESSIONS).getLater(CATALOG))
        .toList();
  }

  private static Stream<Answer> answers(List<CompletableFuture<Answer>> crowd) {
    return crowd.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join);
  }

  @Test
  void rejectsAnalysesWithRetryAfterWhenTheQueueIsFull() throws Exception {
    try (HeldWorkers workers = HeldWorkers.hold(server.vertx())) {
      List<CompletableFuture<Answer>> crowd = crowd();

      until(() -> answers(crowd).count() == TOO_MANY);

      assertThat(answers(crowd))
          .allSatisfy(
              refused -> {
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.code()).isEqualTo("busy");
                assertThat(refused.header("Retry-After")).isEqualTo("1");
                assertThat(refused.json().getInteger("retryAfter")).isEqualTo(1);
                assertThat(refused.json().getString("detail")).contains("ocupado");
              });
      workers.release();
      assertThat(crowd.stream().map(CompletableFuture::join).map(Answer::status))
          .containsOnly(200, 503)
          .filteredOn(status -> status == 200)
          .hasSize(ROOM);
      assertThat(client.get(CATALOG).status()).isEqualTo(200);
    }
  }

  @Test
  void watchersAreUpdatedAtEachCloseWhileTheQueueIsFull() throws Exception {
    JsonObject login = server.client().login("user2@catalogador.local", "demo-1234").json();
    String address = "user." + login.getJsonObject("user").getString("id");
    try (PageSocket page =
        PageSocket.open(PageSocket.client(vertx), server, login.getString("token"))) {
      page.register(address + ".catalog");
      JsonObject asset = new JsonObject().put("asset", "EURUSD-OTC");
      assertThat(page.ask(address + ".watch", asset).getString("type")).isEqualTo("rec");
      // A push before that would reach nobody.
      until(() -> server.brokerRequests("streams") == 1);
      try (HeldWorkers workers = HeldWorkers.hold(server.vertx())) {
        List<CompletableFuture<Answer>> crowd = crowd();
        until(() -> answers(crowd).count() == TOO_MANY);

        for (int minute = 1; minute <= 3; minute++) {
          Instant end = Instant.ofEpochSecond(START + 10 + minute * 60L);
          time.forward(Duration.between(time.instant(), end));
          until(() -> waiting("live") == 1);
          workers.runQueued();
          until(() -> waiting("live") == 0);
          workers.runQueued();
          assertThat(close(page).getLong("dataTo")).isEqualTo(end.getEpochSecond());
        }

        assertThat(answers(crowd).filter(answer -> answer.status() == 200).count())
            .isLessThanOrEqualTo(3 * 4);
        assertThat(waiting("single")).isGreaterThan(ROOM - 3 * 5);
        workers.release();
        crowd.forEach(CompletableFuture::join);
      }
    }
  }

  private static JsonObject close(PageSocket page) {
    return page.next(
            told -> told.getValue("body") instanceof JsonObject body && body.containsKey("summary"))
        .getJsonObject("body");
  }

  private double waiting(String urgency) {
    return server.metrics().sum("catalogador_analysis_waiting", "urgency", urgency);
  }
}
