package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.SettableTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Pages on one of two servers that watch a market while the other server stops. */
@EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
class ClusterLiveIT {
  private static final long START = SettableTime.TRADING;

  /** A link that hears nothing for longer than this replaces its socket. */
  private static final long NOT_SILENCE = 13;

  /** After the end of a minute: a candle whose last push is lost was asked for by then. */
  private static final long UNTIL_ASKED_FOR = 10;

  private final SettableTime time = new SettableTime(START);
  private Vertx vertx;
  private WebSocketClient sockets;
  private TwoServers servers;

  /** A page on the second server, with the candles that it has received, each once. */
  private final class Viewer {
    private final PageSocket page;
    private final String updates;
    private final TreeSet<Long> candles = new TreeSet<>();
    private long dataTo;

    /**
     * @param home the server where the user logs in
     */
    Viewer(String user, RunningServer home) {
      JsonObject login = home.client().login(user + "@catalogador.local", "demo-1234").json();
      String id = login.getJsonObject("user").getString("id");
      updates = "user." + id + ".catalog";
      page = PageSocket.open(sockets, servers.second(), login.getString("token"));
      page.register(updates);
      JsonObject query = new JsonObject().put("asset", "EURUSD-OTC").put("quadrants", 4);
      JsonObject answer = page.ask("user." + id + ".watch", query);
      assertThat(answer.getString("type")).as(answer.encode()).isEqualTo("rec");
      take(answer.getJsonObject("body"));
    }

    private void take(JsonObject told) {
      dataTo = told.getLong("dataTo");
      JsonArray from = told.getJsonObject("candles").getJsonArray("from");
      from.forEach(candle -> assertThat(candles.add(((Number) candle).longValue())).isTrue());
    }

    /** Applies updates until the candle with a given end has arrived. */
    void until(long end) {
      while (dataTo < end) {
        next();
      }
      assertThat(candles).hasSize((int) ((candles.last() - candles.first()) / 60 + 1));
    }

    /** Applies updates until the price of a time has arrived. */
    void untilPriceOf(long at) {
      JsonObject running = null;
      while (running == null || running.getLong("at") < at) {
        running = next().getJsonObject("running");
      }
    }

    private JsonObject next() {
      JsonObject told = page.nextBody(updates);
      if (told.containsKey("summary")) {
        take(told);
      }
      return told;
    }
  }

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    sockets = PageSocket.client(vertx);
    servers = TwoServers.start(time);
  }

  @AfterEach
  void stop() throws Exception {
    servers.startAgain();
    servers.close();
    vertx.close();
  }

  private long closeMinute(int number) {
    long end = end(number);
    forwardTo(end + UNTIL_ASKED_FOR);
    return end;
  }

  /** Closes a minute while all links hear of the broker, and each candle comes by a push. */
  private void passMinute(int number, Viewer... viewers) {
    long end = end(number);
    while (now() + NOT_SILENCE < end) {
      forwardTo(now() + NOT_SILENCE);
      viewers[0].untilPriceOf(now());
    }
    forwardTo(end);
    for (Viewer viewer : viewers) {
      viewer.until(end);
    }
    forwardTo(end + UNTIL_ASKED_FOR);
    viewers[0].untilPriceOf(now());
  }

  private static long end(int minute) {
    return START + 10 + minute * 60L;
  }

  private long now() {
    return time.instant().getEpochSecond();
  }

  private void forwardTo(long second) {
    time.forward(Duration.ofSeconds(second - now()));
  }

  private long subscriptions() throws Exception {
    return servers.broker().requests("subscriptions");
  }

  @Test
  void noCandleIsMissingWhenTheServerOfTheSessionsStops() throws Exception {
    Viewer away = new Viewer("user1", servers.first());
    Viewer here = new Viewer("user2", servers.second());
    until(() -> servers.broker().requests("streams") == 1);
    passMinute(0, away, here);
    long watched = subscriptions();
    long requests = servers.broker().requests("get-candles");
    passMinute(1, away, here);
    assertThat(servers.broker().requests("get-candles"))
        .as("the session that streams has the candles in the cache of its own server")
        .isEqualTo(requests);

    servers.first().kill();

    long end = closeMinute(3);
    away.until(end);
    here.until(end);
    end = closeMinute(4);
    away.until(end);
    here.until(end);
    until(() -> subscriptions() == watched);
  }

  @Test
  void aSinglePageContinuesToo() throws Exception {
    Viewer away = new Viewer("user1", servers.first());
    away.until(closeMinute(0));

    servers.first().kill();

    away.until(closeMinute(2));
    away.until(closeMinute(3));
  }
}
