package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.ScriptedBroker.ReceivedRequest;
import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Candles of one asset, from pushes and from the source. */
@ExtendWith(VertxExtension.class)
class CandleStreamTest {
  /** Start of the minute that is running when the broker's clock starts. */
  private static final long MINUTE = Timeframe.M1.floor(ScriptedBroker.NOW);

  private final SettableTime time = new SettableTime(ScriptedBroker.NOW);
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Promise<CandleStream.Newest>> source = new LinkedBlockingQueue<>();
  private ScriptedBroker broker;
  private WebSocketClient client;
  private Loop loop;
  private PolariumLink link;

  @BeforeEach
  void watch(Vertx vertx) {
    broker = ScriptedBroker.start(vertx);
    client = vertx.createWebSocketClient();
    loop = new Loop(vertx);
    link = new PolariumLink(vertx, client, broker.options(), Client.SSID, time);
    await(loop.start(link::open));
    loop.get(
        () ->
            new CandleStream(
                vertx,
                link,
                76,
                Timeframe.M1,
                MINUTE,
                ignored -> {
                  Promise<CandleStream.Newest> query = Promise.promise();
                  source.add(query);
                  return query.future();
                },
                new CandleStream.Listener() {
                  @Override
                  public void running(RunningCandle running) {
                    Candle candle = running.candle();
                    events.add("running " + (candle.from() - MINUTE) + " " + candle.close());
                  }

                  @Override
                  public void known(CandleSeries candles, long to) {
                    closed(candles);
                    events.add("known " + (to - MINUTE));
                  }

                  @Override
                  public void closed(CandleSeries candles) {
                    for (int i = 0; i < candles.size(); i++) {
                      events.add("closed " + (candles.from(i) - MINUTE) + " " + candles.close(i));
                    }
                  }
                }));
    subscribed();
  }

  private void subscribed() {
    ReceivedRequest subscribe = broker.next();
    assertThat(subscribe.name()).isEqualTo("subscribeMessage");
    subscribe.acknowledge(true);
  }

  private static JsonObject candle(long from, double close) {
    return new JsonObject()
        .put("from", MINUTE + from)
        .put("to", MINUTE + from + 60)
        .put("open", 1.0)
        .put("min", 0.5)
        .put("max", 9.5)
        .put("close", close);
  }

  /** Sends a push at the time {@code at}, or now if that time has passed. */
  private void push(int asset, long from, double close, long at) {
    Duration ahead = Duration.between(time.instant(), Instant.ofEpochSecond(MINUTE + at));
    if (!ahead.isNegative()) {
      time.forward(ahead);
    }
    JsonObject msg =
        candle(from, close)
            .put("active_id", asset)
            .put("size", 60)
            .put("at", (MINUTE + at) * 1_000_000_000L);
    broker.send(Frame.push("candle-generated", "quotes", msg));
  }

  private void brokerClock(long seconds) {
    time.forward(Duration.ofSeconds(MINUTE + seconds).minusMillis(time.instant().toEpochMilli()));
    broker.send(Frame.push("timeSync", null, (MINUTE + seconds) * 1000));
  }

  private String next() throws InterruptedException {
    return events.poll(10, TimeUnit.SECONDS);
  }

  /** Answers the stream's next query; all candles but the last are final. */
  private void known(double... closes) throws InterruptedException {
    Promise<CandleStream.Newest> query = source.poll(10, TimeUnit.SECONDS);
    CandleSeries.Builder candles = new CandleSeries.Builder(Timeframe.M1, 9);
    for (int i = 0; i < closes.length - 1; i++) {
      if (closes[i] > 0) {
        candles.add(MINUTE + 60L * i, 1, 9, 0.5, closes[i]);
      }
    }
    long to = MINUTE + 60L * (closes.length - 1);
    Candle running = new Candle(to, 1, 9, 0.5, closes[closes.length - 1]);
    loop.get(
        () -> {
          query.complete(
              new CandleStream.Newest(candles.build(), to, new RunningCandle(running, to + 1)));
          return null;
        });
  }

  @Test
  void updatesTheRunningCandleAndClosesItWithItsLastPush() throws Exception {
    push(76, 0, 1.1, 40);
    push(76, 0, 1.2, 60);
    push(76, 60, 1.3, 61);

    assertThat(next()).isEqualTo("running 0 1.1");
    assertThat(next()).isEqualTo("closed 0 1.2");
    assertThat(next()).isEqualTo("running 60 1.3");
  }

  @Test
  void ignoresALatePush() throws Exception {
    push(76, 0, 1.1, 40);
    push(76, 0, 1.05, 39);
    push(76, 0, 1.2, 41);

    assertThat(next()).isEqualTo("running 0 1.1");
    assertThat(next()).isEqualTo("running 0 1.2");
  }

  @Test
  void ignoresOtherAssetsAndSizes() throws Exception {
    push(77, 0, 7.7, 40);
    push(76, 0, 1.1, 41);

    assertThat(next()).isEqualTo("running 0 1.1");
  }

  @Test
  void fetchesACandleWhoseLastPushIsMissing() throws Exception {
    push(76, 0, 1.1, 59);
    push(76, 60, 1.3, 61);
    brokerClock(63);
    known(1.15, 1.31);

    assertThat(next()).isEqualTo("running 0 1.1");
    assertThat(next()).isEqualTo("running 60 1.3");
    assertThat(next()).isEqualTo("closed 0 1.15");
    assertThat(next()).isEqualTo("known 60");
    assertThat(next()).isEqualTo("running 60 1.31");
  }

  @Test
  void deliversCandlesOfALostConnectionOnceAndWithoutGaps() throws Exception {
    push(76, 0, 1.1, 60);
    assertThat(next()).isEqualTo("closed 0 1.1");
    broker.cut();
    subscribed();
    brokerClock(200);
    known(1.1, 1.2, 1.3, 1.4);

    assertThat(next()).isEqualTo("closed 60 1.2");
    assertThat(next()).isEqualTo("closed 120 1.3");
    assertThat(next()).isEqualTo("known 180");
    assertThat(next()).isEqualTo("running 180 1.4");
    push(76, 120, 1.3, 180);
    push(76, 180, 1.5, 240);
    assertThat(next()).isEqualTo("closed 180 1.5");
  }

  @Test
  void continuesAfterAMinuteWithoutTicks() throws Exception {
    push(76, 0, 1.1, 60);
    push(76, 120, 1.3, 121);
    brokerClock(123);
    known(1.1, 0, 1.31);

    assertThat(next()).isEqualTo("closed 0 1.1");
    assertThat(next()).isEqualTo("running 120 1.3");
    assertThat(next()).isEqualTo("known 120");
    assertThat(next()).isEqualTo("running 120 1.31");
    push(76, 120, 1.4, 180);
    assertThat(next()).isEqualTo("closed 120 1.4");
  }

  @Test
  void closesNothingWhenOnlyTheClockSteps() throws Exception {
    push(76, 0, 1.1, 30);
    assertThat(next()).isEqualTo("running 0 1.1");
    for (int second = 31; second < 35; second++) {
      time.forward(Duration.ofSeconds(1));
      broker.send(Frame.push("timeSync", null, (MINUTE + second + 120) * 1000));
    }
    push(76, 0, 1.2, 34);

    assertThat(next()).isEqualTo("running 0 1.2");
    assertThat(loop.get(link.clock()::seconds)).isLessThan(MINUTE + 60);
    assertThat(source).isEmpty();
  }

  @Test
  void asksAgainForAMissingCandleAfterTheClockHasSteppedBack() throws Exception {
    step(85);
    assertThat(next()).isEqualTo("running 60 1.3");
    known(1.1);
    assertThat(next()).isEqualTo("running 0 1.1");

    time.forward(Duration.ofSeconds(6));
    step(70);
    known(1.15, 1.35);

    assertThat(next()).isEqualTo("closed 0 1.15");
    assertThat(next()).isEqualTo("known 60");
  }

  /**
   * Lets the broker's clock step: three messages with its time agree, and a price confirms them.
   */
  private void step(long seconds) {
    for (int i = 0; i < 3; i++) {
      broker.send(Frame.push("timeSync", null, (MINUTE + seconds) * 1000));
    }
    JsonObject msg =
        candle(60, 1.3)
            .put("active_id", 76)
            .put("size", 60)
            .put("at", (MINUTE + seconds) * 1_000_000_000L);
    broker.send(Frame.push("candle-generated", "quotes", msg));
  }
}
