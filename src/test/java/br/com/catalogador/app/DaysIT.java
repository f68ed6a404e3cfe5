package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Catalogs of days: answered from what is known, while the rest is fetched. */
@WithServer({"history.requestsPerSecond", "100"})
class DaysIT {
  private static final int DAY = 86_400;
  private static final String CATALOG = "/api/v1/catalog?asset=EURUSD-OTC&days=";

  private RunningServer server;

  private static JsonObject days(ApiClient client, int days) {
    Answer answer = client.get(CATALOG + days);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private static JsonObject whole(ApiClient client, int days) {
    until(() -> days(client, days).getJsonObject("coverage").getBoolean("complete"));
    return days(client, days);
  }

  private static List<Long> starts(JsonArray rows) {
    return rows.stream().map(row -> ((JsonObject) row).getLong("start")).toList();
  }

  @Test
  void answersAtOnceFromWhatIsKnown_andFetchesTheRest() throws Exception {
    server.fault(new JsonObject().put("latency", 100));
    ApiClient ana = server.loggedIn("demo");

    JsonObject first = days(ana, 5);

    JsonObject coverage = first.getJsonObject("coverage");
    assertThat(coverage.getLong("from")).isGreaterThan(coverage.getLong("wantedFrom"));
    assertThat(coverage.getBoolean("complete")).isFalse();
    assertThat(coverage.getBoolean("fetching")).isTrue();
    assertThat(first.getJsonObject("stats").getInteger("brokerRequests")).isEqualTo(1);
    assertThat(first.getJsonArray("rows")).hasSizeBetween(150, 200);
    server.noFaults();

    JsonObject whole = whole(ana, 5);

    assertThat(whole.getJsonObject("coverage").getBoolean("fetching")).isFalse();
    assertThat(whole.getJsonArray("rows").size()).isBetween(5 * 288 - 60, 5 * 288);
    long wantedFrom = whole.getLong("computedAt") - 5 * DAY;
    assertThat(starts(whole.getJsonArray("rows")).get(0))
        .isBetween(wantedFrom - 300, wantedFrom + 600);
  }

  @Test
  void countsTheSameAsSoManyQuadrants() throws Exception {
    ApiClient ana = server.loggedIn("demo");
    JsonObject ofDays = whole(ana, 2);
    int listed = ofDays.getJsonObject("summary").getInteger("listed");

    JsonObject ofQuadrants = ana.get("/api/v1/catalog?asset=EURUSD-OTC&quadrants=" + listed).json();

    if (ofQuadrants.getLong("computedAt") / 300 == ofDays.getLong("computedAt") / 300) {
      assertThat(starts(ofDays.getJsonArray("rows")))
          .isEqualTo(starts(ofQuadrants.getJsonArray("rows")));
    }
    assertThat(listed).isBetween(2 * 288 - 30, 2 * 288);
  }

  @Test
  void countsAllRows_andAnswersTheNewest2000With5000Candles() throws Exception {
    ApiClient ana = server.loggedIn("demo");

    JsonObject month = whole(ana, 30);

    JsonArray rows = month.getJsonArray("rows");
    assertThat(rows).hasSize(2000);
    assertThat(month.getJsonObject("summary").getInteger("listed"))
        .isBetween(30 * 288 - 400, 30 * 288);
    assertThat(month.getJsonObject("candles").getJsonArray("from")).hasSize(5000);
    long oldest = starts(rows).get(0);
    JsonObject older = ana.get(CATALOG + "30&rowsBefore=" + oldest).json();
    assertThat(older.getJsonArray("rows")).hasSize(2000);
    assertThat(starts(older.getJsonArray("rows")).get(1999)).isBetween(oldest - 900, oldest - 300);
    assertThat(older.getJsonObject("summary").getInteger("listed"))
        .isEqualTo(month.getJsonObject("summary").getInteger("listed"));
  }

  @Test
  void aWatchedCatalogComesAnewWhileItGrows() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      JsonObject login = server.client().login("demo@catalogador.local", "demo-1234").json();
      String user = "user." + login.getJsonObject("user").getString("id") + ".";
      PageSocket page = PageSocket.open(PageSocket.client(vertx), server, login.getString("token"));
      page.register(user + "catalog");
      JsonObject first =
          page.ask(user + "watch", new JsonObject().put("asset", "EURUSD-OTC").put("days", 7))
              .getJsonObject("body");
      assertThat(first.getJsonObject("coverage").getBoolean("complete")).isFalse();

      JsonObject grown =
          page.next(message -> message.getJsonObject("body").containsKey("rowsChanged"))
              .getJsonObject("body");

      assertThat(grown.getJsonObject("parameters").getInteger("days")).isEqualTo(7);
      assertThat(grown.getJsonObject("coverage").getLong("from"))
          .isLessThan(first.getJsonObject("coverage").getLong("from"));
      assertThat(grown.getJsonObject("summary").getInteger("listed"))
          .isGreaterThan(first.getJsonObject("summary").getInteger("listed"));
      page.close();
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void aRankingCountsTheDaysToo() throws Exception {
    ApiClient ana = server.loggedIn("demo");
    whole(ana, 2);

    ana.post("/api/v1/ranking", "{\"assets\":[\"EURUSD-OTC\"],\"days\":2}");

    until(() -> "DONE".equals(ana.get("/api/v1/ranking").json().getString("status")));
    JsonObject ranking = ana.get("/api/v1/ranking").json();
    assertThat(ranking.getJsonObject("parameters").getInteger("days")).isEqualTo(2);
    assertThat(ranking.getJsonArray("entries").getJsonObject(0).getInteger("listed"))
        .isBetween(2 * 288 - 30, 2 * 288);
  }

  @Test
  void hoursAreOfAllRowsOfTheDays_andSlotsOfAllCandles() throws Exception {
    ApiClient ana = server.loggedIn("demo");
    JsonObject month = whole(ana, 30);

    Answer hours = ana.get("/api/v1/hours?asset=EURUSD-OTC&days=30&zone=America/Sao_Paulo");

    assertThat(hours.status()).isEqualTo(200);
    JsonObject byHour = hours.json().getJsonObject("byHour");
    int operations =
        byHour.getJsonObject("weekday").stream()
            .mapToInt(bin -> ((JsonObject) bin.getValue()).getInteger("operations"))
            .sum();
    assertThat(operations)
        .isCloseTo(month.getJsonObject("summary").getInteger("operations"), Offset.offset(5));
    assertThat(byHour.getJsonObject("hour").size()).isBetween(20, 24);
    assertThat(byHour.getJsonObject("weekday").size()).isEqualTo(7);

    JsonObject slots = ana.get("/api/v1/slots?asset=EURUSD-OTC&slotDays=5&zone=-3").json();
    assertThat(slots.getJsonObject("coverage").getBoolean("complete")).isTrue();
    assertThat(slots.getInteger("dates")).isEqualTo(5);
    JsonObject candles = ana.get("/api/v1/candles?asset=EURUSD-OTC&count=10000").json();
    JsonObject own =
        new JsonObject()
            .put("asset", "EURUSD-OTC")
            .put("candles", columns(candles))
            .put("now", slots.getLong("computedAt"))
            .put("slotDays", 5)
            .put("zone", "-3");
    assertThat(ana.post("/api/v1/slots", own.encode()).json().getJsonArray("bySlot"))
        .isEqualTo(slots.getJsonArray("bySlot"));
  }

  private static JsonObject columns(JsonObject candles) {
    JsonObject columns = new JsonObject();
    List.of("from", "open", "high", "low", "close")
        .forEach(name -> columns.put(name, candles.getJsonArray(name)));
    return columns;
  }

  @Test
  void refusesDaysTogetherWithQuadrants() {
    Answer answer = server.loggedIn("demo").get(CATALOG + "3&quadrants=10");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("field")).isEqualTo("days");
  }
}
