package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code /api/v1/history}: old candles, fetched in the background through the user's socket. */
@WithServer({"history.requestsPerSecond", "100"})
class HistoryFetchIT {
  private static final String HISTORY = "/api/v1/history";
  private static final int DAY = 86_400;

  private RunningServer server;

  private static JsonObject known(ApiClient client, String asset) {
    Answer answer = client.get(HISTORY + "?asset=" + asset);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private static long fetch(ApiClient client, String asset, int days) {
    JsonObject body = new JsonObject().put("assets", List.of(asset)).put("timeframe", 60);
    Answer answer = client.post(HISTORY, body.put("days", days).encode());
    assertThat(answer.status()).isEqualTo(202);
    return answer.json().getLong("wantedFrom");
  }

  private long requests() throws Exception {
    return server.brokerRequests("get-candles");
  }

  @Test
  void fetchesDaysOnceForAllUsers() throws Exception {
    ApiClient ana = server.loggedIn("demo");

    long from = fetch(ana, "EURUSD-OTC", 3);
    until(() -> known(ana, "EURUSD-OTC").getLong("from") <= from);

    JsonObject known = known(ana, "EURUSD-OTC");
    assertThat(known.getLong("to") - from).isBetween(3L * DAY - 120, 3L * DAY + 120);
    assertThat(known.getInteger("candles")).isBetween(3 * 1440 - 300, 3 * 1440 + 1000);
    // Three days of an asset that is always open.
    assertThat(requests()).isBetween(5L, 8L);
    ApiClient bia = server.loggedIn("user1");
    long before = requests();
    fetch(bia, "EURUSD-OTC", 2);
    assertThat(known(bia, "EURUSD-OTC").getLong("from")).isLessThanOrEqualTo(from);
    assertThat(requests() - before).isLessThanOrEqualTo(1);
  }

  @Test
  void endsWhereTheHistoryOfTheBrokerBegins_andAsksNoMore() throws Exception {
    ApiClient ana = server.loggedIn("demo");

    fetch(ana, "AUDCAD-OTC", 90);
    until(() -> known(ana, "AUDCAD-OTC").getBoolean("complete"));

    JsonObject known = known(ana, "AUDCAD-OTC");
    assertThat(known.getLong("to") - known.getLong("from")).isBetween(60L * DAY, 62L * DAY);
    long before = requests();
    fetch(ana, "AUDCAD-OTC", 90);
    fetch(ana, "GBPUSD-OTC", 1);
    until(() -> known(ana, "GBPUSD-OTC").getInteger("candles") >= 1440 - 60);
    assertThat(requests() - before).isLessThanOrEqualTo(5);
  }

  @Test
  void stopsWhenAsked_andGoesOnFromThere() throws Exception {
    ApiClient ana = server.loggedIn("demo");
    server.fault(new JsonObject().put("latency", 200));
    long from = fetch(ana, "EURUSD-OTC", 30);
    until(() -> requests() >= 5);

    assertThat(ana.delete(HISTORY + "/fetch").status()).isEqualTo(204);

    JsonObject stopped = known(ana, "EURUSD-OTC");
    long after = requests();
    assertThat(stopped.getLong("from")).isGreaterThan(from);
    ana.get("/api/v1/candles?asset=GBPUSD-OTC");
    ana.get("/api/v1/candles?asset=EURGBP-OTC");
    ana.get("/api/v1/candles?asset=USDCHF-OTC");
    assertThat(requests() - after).as("the three, and one that was under way").isLessThan(5);
    server.noFaults();
    long again = requests();
    fetch(ana, "EURUSD-OTC", 30);
    until(() -> known(ana, "EURUSD-OTC").getLong("from") <= from);
    long days = (stopped.getLong("from") - from) / DAY;
    assertThat(requests() - again).isBetween(days, days * 1440 / 1000 + 8);
  }

  @Test
  void goesOnAfterTheLinkWasLost() throws Exception {
    ApiClient ana = server.loggedIn("demo");
    long from = fetch(ana, "EURUSD-OTC", 20);
    until(() -> requests() >= 3);
    double losses = server.metrics().sum("catalogador_broker_losses_total");

    server.fault(new JsonObject().put("dropSockets", new JsonObject().put("probability", 1)));
    until(() -> server.metrics().sum("catalogador_broker_losses_total") > losses);
    server.noFaults();

    until(() -> known(ana, "EURUSD-OTC").getLong("from") <= from);
  }

  @Test
  void tellsThePageHowFarItIs() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      JsonObject login = server.client().login("demo@catalogador.local", "demo-1234").json();
      ApiClient ana = server.client().with("Authorization", "Bearer " + login.getString("token"));
      String address = "user." + login.getJsonObject("user").getString("id") + ".history";
      PageSocket page = PageSocket.open(PageSocket.client(vertx), server, login.getString("token"));
      page.register(address);
      page.ask("user." + login.getJsonObject("user").getString("id") + ".watch", new JsonObject());

      long from = fetch(ana, "EURUSD-OTC", 10);

      JsonObject first = page.nextBody(address);
      assertThat(first.getString("asset")).isEqualTo("EURUSD-OTC");
      assertThat(first.getInteger("timeframe")).isEqualTo(60);
      assertThat(first.getLong("wantedFrom")).isEqualTo(from);
      assertThat(first.getInteger("requestsLeft")).isBetween(12, 15);
      assertThat(first.getInteger("secondsLeft")).isEqualTo(1);
      JsonObject last = page.nextBody(address);
      while (last.getInteger("requestsLeft") > 0) {
        last = page.nextBody(address);
      }
      assertThat(last.getLong("from")).isLessThanOrEqualTo(from);
      page.close();
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void refusesAnAssetThatTheBrokerDoesNotHave() {
    Answer answer =
        server.loggedIn("demo").post(HISTORY, "{\"assets\":[\"EURUSD-OTC\",\"NOSUCH\"]}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("field")).isEqualTo("assets");
    assertThat(answer.json().getString("got")).isEqualTo("NOSUCH");
  }
}
