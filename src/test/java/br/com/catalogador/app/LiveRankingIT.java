package br.com.catalogador.app;

import static br.com.catalogador.app.RankingClient.entries;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.analysis.message.CountCells;
import br.com.catalogador.analysis.message.JudgeCells;
import br.com.catalogador.watch.message.CandlesClosed;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Rankings that are computed anew at each close while somebody looks; the clock is the test's. */
@EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
class LiveRankingIT extends ServerOnTestClock {
  private static final JsonObject CELLS =
      new JsonObject()
          .put("strategies", new JsonArray().add("minoria").add("padrao-23").add("mhi1-maioria"))
          .put("quadrants", 20)
          .put("simulations", 99)
          .put("assets", new JsonArray().add("EURUSD-OTC").add("GBPUSD-OTC").add("BTCUSD"));

  LiveRankingIT() {
    super(Instant.parse("2035-01-10T15:02:10Z").getEpochSecond());
  }

  /** A user with a page. */
  private final class User {
    private final String id;
    private final RankingClient ranking;
    private final PageSocket page;

    User(String name) {
      JsonObject login = server.client().login(name + "@catalogador.local", "demo-1234").json();
      id = login.getJsonObject("user").getString("id");
      ranking =
          new RankingClient(
              server.client().with("Authorization", "Bearer " + login.getString("token")));
      page = PageSocket.open(sockets, server, login.getString("token"));
      settle();
    }

    /** Waits until the session has received the broker's time. */
    private void settle() {
      until(
          () -> {
            JsonObject session = ranking.api().get("/api/v1/session").json();
            return session.getLong("clockOffsetMs") == 0 && session.getLong("silentMs") == 0;
          });
    }

    void look() {
      page.register(address());
    }

    private String address() {
      return "user." + id + ".ranking";
    }

    JsonObject news() {
      return page.nextBody(address());
    }

    /** When the newest of its cells was computed. */
    long computedAt() {
      return ranking.view().getJsonArray("entries").stream()
          .mapToLong(entry -> ((JsonObject) entry).getLong("computedAt"))
          .max()
          .orElse(0);
    }
  }

  /** A user who looks at a ranking that is kept fresh. */
  private User looker(String name) {
    User user = new User(name);
    user.ranking.run(CELLS);
    user.ranking.autoUpdate(true);
    user.look();
    user.news();
    // The close before the run: its update must not end after the clock has been advanced.
    user.news();
    awaitStreams(3);
    return user;
  }

  private void passAMinute(User... users) {
    time.forward(Duration.ofMinutes(1));
    List.of(users).forEach(User::settle);
  }

  /** A minute passes, and each of these users has the ranking of its close. */
  private void closeAMinute(User... lookers) {
    long before = lookers[0].computedAt();
    passAMinute(lookers);
    for (User looker : lookers) {
      until(() -> looker.computedAt() > before);
    }
  }

  /** How often the analysis is asked for something of a kind from now on. */
  private AtomicInteger asked(Class<?> kind) {
    AtomicInteger asked = new AtomicInteger();
    server
        .vertx()
        .eventBus()
        .addOutboundInterceptor(
            delivery -> {
              asked.addAndGet(kind.isInstance(delivery.body()) ? 1 : 0);
              delivery.next();
            });
    return asked;
  }

  private static List<JsonObject> withoutTimes(JsonObject view) {
    entries(view).forEach(entry -> entry.remove("computedAt"));
    return entries(view);
  }

  /** The list after news that tell what has moved. */
  private static List<JsonObject> after(List<JsonObject> told, JsonObject news) {
    List<JsonObject> next = new ArrayList<>();
    news.getJsonArray("moved")
        .forEach(before -> next.add((int) before < 0 ? null : told.get((int) before).copy()));
    entries(news).forEach(entry -> next.set(entry.getInteger("position") - 1, entry));
    for (int i = 0; i < next.size(); i++) {
      next.get(i).put("position", i + 1).remove("computedAt");
    }
    return next;
  }

  @Test
  void aLiveUpdateEqualsAFreshRunAndTellsWhatHasMoved() throws Exception {
    User ana = new User("user1");
    ana.ranking.run(CELLS);
    ana.ranking.autoUpdate(true);
    ana.look();
    JsonObject whole = ana.news();
    assertThat(whole.containsKey("moved")).isFalse();
    List<JsonObject> told = withoutTimes(whole);
    assertThat(told).isEqualTo(withoutTimes(ana.ranking.view()));
    awaitStreams(3);

    for (int minute = 0; minute < 5; minute++) {
      closeAMinute(ana);
      // A page that begins to look may also be told of the close before.
      JsonObject news;
      do {
        news = ana.news();
        told = after(told, news);
      } while (news.getLong("computedAt") < ana.computedAt());
    }
    JsonObject live = ana.ranking.view();
    long asked = server.brokerRequests("get-candles");
    JsonObject fresh = new User("user2").ranking.run(CELLS);

    assertThat(withoutTimes(live)).isEqualTo(withoutTimes(fresh)).isEqualTo(told);
    assertThat(live.getJsonObject("byLuck")).isEqualTo(fresh.getJsonObject("byLuck"));
    assertThat(live.getString("id")).isEqualTo(whole.getString("id"));
    assertThat(server.brokerRequests("get-candles")).isEqualTo(asked);
  }

  @Test
  void nothingIsComputedOrStreamedWhenNobodyLooks() throws Exception {
    User ana = looker("user1");
    until(() -> feeds() == 3);
    closeAMinute(ana);
    long before = ana.computedAt();
    AtomicInteger counts = asked(CountCells.class);

    ana.page.write(new JsonObject().put("type", "unregister").put("address", ana.address()));
    until(() -> feeds() == 0);
    time.forward(Duration.ofMinutes(2));
    ana.settle();

    assertThat(ana.computedAt()).isEqualTo(before);
    assertThat(counts).hasValue(0);
    assertThat(feeds()).isZero();
  }

  @Test
  void allWhoLookAtTheSameCauseOneComputationPerClose() {
    User ana = looker("user1");
    User bob = looker("user2");
    closeAMinute(ana, bob);
    AtomicInteger counts = asked(CountCells.class);
    AtomicInteger judgments = asked(JudgeCells.class);

    for (int minute = 0; minute < 3; minute++) {
      closeAMinute(ana, bob);
    }

    assertThat(counts).as("one per asset and close").hasValue(9);
    assertThat(judgments).as("one per close").hasValue(3);
    assertThat(feeds()).isEqualTo(3);
    assertThat(withoutTimes(bob.ranking.view())).isEqualTo(withoutTimes(ana.ranking.view()));
  }

  @Test
  void aCloseDuringAnUpdateIsComputedAfterIt() {
    User ana = looker("user1");
    closeAMinute(ana);
    long before = ana.computedAt();
    BlockingQueue<DeliveryContext<?>> held = new LinkedBlockingQueue<>();
    Handler<DeliveryContext<Object>> holding =
        delivery -> {
          if (delivery.body() instanceof JudgeCells) {
            held.add(delivery);
          } else {
            delivery.next();
          }
        };
    server.vertx().eventBus().addOutboundInterceptor(holding);
    AtomicInteger closes = asked(CandlesClosed.class);
    passAMinute(ana);
    until(() -> held.size() == 1);
    passAMinute(ana);
    until(() -> closes.get() >= 2);

    server.vertx().eventBus().removeOutboundInterceptor(holding);
    held.remove().next();

    until(() -> ana.computedAt() > before + 60);
  }

  @Test
  void theNextEntryIsThatOfTheCatalogOfTheSameQuestion() {
    User ana = new User("user1");
    for (int minute = 0; minute < 5; minute++) {
      for (JsonObject entry : entries(ana.ranking.run(CELLS.copy().put("simulations", 0)))) {
        String query =
            "?quadrants=20&asset="
                + entry.getString("asset")
                + "&strategy="
                + entry.getString("strategy");
        JsonObject catalog = ana.ranking.api().get("/api/v1/catalog" + query).json();
        assertThat(entry.getJsonObject("next")).as(query).isEqualTo(next(catalog));
      }
      passAMinute(ana);
    }
  }

  /** The entry of the running candle, or the one that forms, or that of the next block. */
  private static JsonObject next(JsonObject catalog) {
    long running = catalog.getLong("computedAt") / 60 * 60;
    int block = catalog.getJsonObject("plan").getInteger("block");
    JsonObject forming = catalog.getJsonObject("forming");
    JsonArray rows = catalog.getJsonArray("rows");
    for (int i = 0; i < rows.size(); i++) {
      JsonObject row = rows.getJsonObject(i);
      if (row.getString("result").equals("PENDING") && row.getLong("entryAt") == running) {
        return next(running, block, row.getString("signal"));
      }
    }
    if (forming == null) {
      int toEntry = catalog.getJsonObject("plan").getJsonArray("attempts").getInteger(0);
      return next(running / block * block + block + toEntry, block, null);
    }
    String ifGreen = forming.getString("ifGreen");
    boolean isSure = ifGreen != null && ifGreen.equals(forming.getString("ifRed"));
    return next(forming.getLong("entryAt"), block, isSure ? ifGreen : null);
  }

  private static JsonObject next(long entryAt, int every, String side) {
    return new JsonObject().put("entryAt", entryAt).put("every", every).put("side", side);
  }

  @Test
  void twoThousandQuadrantsCostARequestPerThousandCandlesAndOnlyTheNewestOnesLater()
      throws Exception {
    JsonObject wanted = CELLS.copy().put("quadrants", 2000).put("simulations", 0);
    User ana = new User("user1");

    JsonObject cold = ana.ranking.run(wanted);

    long requests = server.brokerRequests("get-candles");
    assertThat(entries(cold))
        .hasSize(9)
        .allSatisfy(entry -> assertThat(entry.getInteger("listed")).isBetween(1990, 2000));
    // 2000 blocks of five candles and the one before
    assertThat(requests).isLessThanOrEqualTo(3 * 11);
    ana.ranking.run(wanted);
    User bob = new User("user2");
    bob.ranking.run(wanted);
    assertThat(server.brokerRequests("get-candles")).isEqualTo(requests);
    passAMinute(ana, bob);
    ana.ranking.run(wanted);
    bob.ranking.run(wanted);
    assertThat(server.brokerRequests("get-candles"))
        .as("the closed candle")
        .isEqualTo(requests + 3);
  }

  @Test
  void aPageIsToldOfARunFromItsBeginningToItsEnd() {
    User ana = new User("user1");
    ana.look();
    assertThat(ana.news().getString("status")).isEqualTo("IDLE");

    JsonObject run = ana.ranking.run(new JsonObject().put("timeframe", 900));
    JsonObject news = ana.news();
    List<JsonObject> told = new ArrayList<>();
    while (!news.getString("status").equals("DONE")) {
      told = news.containsKey("moved") ? after(told, news) : withoutTimes(news);
      news = ana.news();
    }

    List<JsonObject> first = after(told, news);
    assertThat(first).hasSizeGreaterThan(10).hasSizeLessThanOrEqualTo(50);
    assertThat(first).isEqualTo(withoutTimes(run).subList(0, first.size()));
  }

  private double feeds() {
    return server.metrics().sum("catalogador_live_feeds");
  }
}
