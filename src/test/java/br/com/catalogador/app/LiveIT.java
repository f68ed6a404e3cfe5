package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.SettableTime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Pages that watch a market whose clock is advanced by the test. */
@EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
class LiveIT extends ServerOnTestClock {
  private static final long START = SettableTime.TRADING;

  private static final String ASSET = "EURUSD-OTC";
  private static final int QUADRANTS = 4;

  /** The assets that somebody watches. */
  private final Set<String> watched = new HashSet<>();

  LiveIT() {
    super(START);
  }

  /** A user with a page that stores the received state as the real page does. */
  private final class Viewer implements AutoCloseable {
    private final ApiClient api;
    private final String id;
    private final PageSocket page;
    private final TreeMap<Long, JsonObject> rows = new TreeMap<>();
    private final TreeMap<Long, Double> closes = new TreeMap<>();
    private JsonObject latest;

    Viewer(String user) {
      JsonObject login = server.client().login(user + "@catalogador.local", "demo-1234").json();
      String token = login.getString("token");
      api = server.client().with("Authorization", "Bearer " + token);
      id = login.getJsonObject("user").getString("id");
      page = PageSocket.open(sockets, server, token);
      page.register(address("catalog"));
    }

    String address(String topic) {
      return "user." + id + "." + topic;
    }

    Viewer watch(String asset) {
      JsonObject answer = page.ask(address("watch"), query(asset));
      assertThat(answer.getString("type")).as(answer.encode()).isEqualTo("rec");
      watched.add(asset);
      awaitStreams(watched.size());
      rows.clear();
      closes.clear();
      latest = answer.getJsonObject("body");
      apply(latest.getJsonArray("rows"), latest.getJsonObject("candles"));
      return this;
    }

    private void apply(JsonArray newRows, JsonObject candles) {
      newRows.forEach(row -> rows.put(((JsonObject) row).getLong("start"), (JsonObject) row));
      JsonArray from = candles.getJsonArray("from");
      for (int i = 0; i < from.size(); i++) {
        Double before = closes.put(from.getLong(i), candles.getJsonArray("close").getDouble(i));
        assertThat(before).as("received twice: " + from.getLong(i)).isNull();
      }
    }

    JsonObject next(Predicate<JsonObject> wanted) {
      return page.next(
              message ->
                  address("catalog").equals(message.getString("address"))
                      && wanted.test(message.getJsonObject("body")))
          .getJsonObject("body");
    }

    /** Applies updates until the candle with a given end has arrived. */
    Viewer until(long end) {
      while (latest.getLong("dataTo") < end) {
        latest = next(update -> update.containsKey("summary"));
        apply(latest.getJsonArray("rowsChanged"), latest.getJsonObject("candles"));
      }
      return this;
    }

    /** Checks that the stored state equals the answer to a new request. */
    void isUpToDate(String asset) {
      JsonObject fresh =
          api.get("/api/v1/catalog?asset=" + asset + "&quadrants=" + QUADRANTS).json();
      List<JsonObject> shown = new ArrayList<>(rows.values());
      assertThat(new JsonArray(shown.subList(shown.size() - QUADRANTS, shown.size())))
          .isEqualTo(fresh.getJsonArray("rows"));
      for (String field : List.of("summary", "forming", "dataTo", "skipped", "computedAt")) {
        assertThat(latest.getValue(field)).as(field).isEqualTo(fresh.getValue(field));
      }
      assertThat(fresh.getJsonObject("stats").getInteger("brokerRequests")).isZero();
    }

    /** Checks that no minute is missing among the received candles. */
    void hasNoGap() {
      long missing =
          IntStream.iterate(0, i -> closes.firstKey() + i < closes.lastKey(), i -> i + 60)
              .filter(i -> !closes.containsKey(closes.firstKey() + i))
              .count();
      assertThat(missing).isZero();
    }

    void logOut() {
      assertThat(api.post("/api/v1/logout", "").status()).isEqualTo(204);
    }

    @Override
    public void close() {
      page.close();
    }
  }

  private static JsonObject query(String asset) {
    return new JsonObject().put("asset", asset).put("quadrants", QUADRANTS);
  }

  private long subscriptions() {
    try {
      return server.brokerRequests("subscriptions");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sendsOnlyTheNewestRunningCandleOfABurst() {
    try (Viewer viewer = new Viewer("user1").watch(ASSET)) {
      time.forward(Duration.ofSeconds(8));

      JsonObject first = viewer.next(update -> update.containsKey("running"));
      JsonObject second = viewer.next(update -> update.containsKey("running"));

      assertThat(first.fieldNames()).containsExactlyInAnyOrder("asset", "timeframe", "running");
      assertThat(first.getString("asset")).isEqualTo(ASSET);
      assertThat(first.getInteger("timeframe")).isEqualTo(60);
      assertThat(second.getJsonObject("running").getLong("from")).isEqualTo(START - 50);
      assertThat(viewer.page.messages()).isEmpty();
      JsonObject anew = viewer.page.ask(viewer.address("watch"), query(ASSET));
      assertThat(anew.getJsonObject("body").getJsonObject("running"))
          .isEqualTo(second.getJsonObject("running"));
    }
  }

  @Test
  void aWatchedCatalogEqualsANewRequestAtEachClose() {
    try (Viewer viewer = new Viewer("user1").watch(ASSET)) {
      for (int minute = 0; minute < 7; minute++) {
        viewer.until(closeMinute(minute)).isUpToDate(ASSET);
      }
      viewer.hasNoGap();
    }
  }

  @Test
  void anUpdateContainsItsQueryAndOnlyChanges() {
    try (Viewer viewer = new Viewer("user1").watch(ASSET)) {
      long end = closeMinute(0);

      JsonObject update = viewer.next(it -> it.containsKey("summary"));

      assertThat(update.fieldNames())
          .containsExactlyInAnyOrder(
              "asset",
              "timeframe",
              "parameters",
              "payout",
              "computedAt",
              "dataTo",
              "skipped",
              "candle",
              "candles",
              "rowsChanged",
              "summary",
              "afterHits",
              "forming");
      assertThat(update.getJsonObject("parameters"))
          .isEqualTo(
              new JsonObject()
                  .put("asset", ASSET)
                  .put("timeframe", 60)
                  .put("quadrants", QUADRANTS)
                  .put("strategy", "minoria")
                  .put("martingale", 2)
                  .put("tie", "loss")
                  .put("payout", null)
                  .put("multiplier", 2.0)
                  .put("recover", false));
      assertThat(update.getLong("dataTo")).isEqualTo(end);
      assertThat(update.getJsonObject("candle").getLong("from")).isEqualTo(end - 60);
      assertThat(update.getJsonObject("candles").getJsonArray("from"))
          .isEqualTo(new JsonArray().add(end - 60));
      assertThat(update.getJsonArray("rowsChanged").size()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void manyWatchersShareOneBrokerSubscription() throws Exception {
    try (Viewer first = new Viewer("user1");
        Viewer second = new Viewer("user2")) {
      long before = subscriptions();
      first.watch(ASSET);
      second.watch(ASSET);
      JsonObject another = query(ASSET).put("martingale", 1);
      assertThat(second.page.ask(second.address("watch"), another).getString("type"))
          .isEqualTo("rec");

      first.until(closeMinute(0));
      second.next(update -> update.containsKey("summary"));
      assertThat(subscriptions()).isEqualTo(before + 1);

      movingAStream(() -> first.page.ask(first.address("watch"), new JsonObject()));
      time.forward(Duration.ofSeconds(2));
      second.next(update -> update.containsKey("running") || update.containsKey("summary"));
      second.page.ask(second.address("watch"), new JsonObject());
      until(() -> subscriptions() == before);
    }
  }

  @Test
  void noCandleIsMissingWhenTheStreamingSessionLogsOut() throws Exception {
    try (Viewer host = new Viewer("user1").watch(ASSET);
        Viewer other = new Viewer("user2").watch(ASSET)) {
      host.until(closeMinute(0));
      other.until(START + 10);

      movingAStream(host::logOut);
      host.page.closed();

      other.until(closeMinute(1)).until(closeMinute(2));
      other.isUpToDate(ASSET);
      other.hasNoGap();
    }
  }

  @Test
  void noCandleIsMissingAfterAllBrokerSocketsWereCut() throws Exception {
    try (Viewer first = new Viewer("user1").watch(ASSET);
        Viewer second = new Viewer("user2").watch(ASSET)) {
      first.until(closeMinute(0));

      server.fault(new JsonObject().put("refuseConnections", true).put("dropSockets", true));
      long end = closeMinute(2);
      server.noFaults();

      for (Viewer viewer : List.of(first, second)) {
        viewer.until(end);
        viewer.hasNoGap();
        viewer.isUpToDate(ASSET);
      }
    }
  }

  @Test
  void aReconnectedPageIsCompleteAtOnce() {
    try (Viewer away = new Viewer("user1").watch(ASSET)) {
      away.until(closeMinute(0));
    }
    awaitStreams(0);
    closeMinute(4);
    try (Viewer back = new Viewer("user1").watch(ASSET)) {
      back.isUpToDate(ASSET);
      back.until(closeMinute(5));
      back.isUpToDate(ASSET);
      back.hasNoGap();
    }
  }

  @Test
  void releasesEverythingWhenAllWatchersHaveLeft() {
    Inventory before = server.inventory();
    long subscriptions = subscriptions();
    List<Viewer> viewers =
        IntStream.range(0, 6)
            .mapToObj(i -> new Viewer("user" + i).watch(i % 2 == 0 ? ASSET : "GBPUSD-OTC"))
            .toList();
    viewers.get(0).until(closeMinute(0));
    viewers.subList(0, 3).forEach(Viewer::close);
    viewers.forEach(Viewer::logOut);
    viewers.subList(3, 6).forEach(viewer -> viewer.page.closed());

    until(() -> server.inventory().equals(before));
    until(() -> subscriptions() == subscriptions);
  }
}
