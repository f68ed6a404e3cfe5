package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.ProtocolAnomalies.Kind;
import br.com.catalogador.broker.ScriptedBroker.ReceivedRequest;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.SettableTime;
import br.com.catalogador.support.VirtualTimers;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Sends a hundred thousand invalid frames between valid ones. */
@ExtendWith(VertxExtension.class)
class FrameFuzzTest {
  private static final long SEED = 20_260_924;
  private static final int BATCHES = 200;
  private static final int FRAMES = 500;
  private static final int DIRECT = 20_000;
  private static final int LONG_FRAME = 1_000_000;
  private static final int HONEST = 78;
  private static final long MINUTE = Timeframe.M1.floor(ScriptedBroker.NOW);

  private static final Set<String> FIRST_REQUESTS =
      Set.of(
          "core.get-profile",
          "balances.get-available-balances",
          "binary-options.get-initialization-data",
          "get-candles");

  private final Mutations mutations = new Mutations(SEED);
  private final SettableTime time = new SettableTime(ScriptedBroker.NOW);
  private final List<JsonObject> frames = RealFrames.all();
  private final Queue<Long> closed = new ConcurrentLinkedQueue<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private ScriptedBroker broker;
  private WebSocketClient client;
  private Loop loop;
  private PolariumLink link;
  private PolariumApi api;
  private int binaryFrames;
  private int unnamedFrames;
  private int leaps;

  /** A pending request and the frame that the broker received for it. */
  private record Asked<T>(Future<T> answer, ReceivedRequest ask) {}

  @BeforeEach
  void start(Vertx vertx) {
    System.out.println("seed " + SEED);
    Logger anomalies = (Logger) LoggerFactory.getLogger(ProtocolAnomalies.class);
    log.start();
    anomalies.addAppender(log);
    broker = ScriptedBroker.start(vertx);
    client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxFrameSize(8 * LONG_FRAME)
                .setMaxMessageSize(8 * LONG_FRAME));
    loop = new Loop(vertx);
    // The link would replace a socket that is silent by the test's clock.
    Vertx timeless = new VirtualTimers(vertx, time::millis).vertx();
    link = new PolariumLink(timeless, client, broker.options(), Client.SSID, time);
    api = new PolariumApi(withoutOtherRequests());
    await(loop.start(link::open));
    loop.get(
        () ->
            new CandleStream(
                vertx,
                link,
                RealFrames.STREAMED,
                Timeframe.M1,
                MINUTE,
                count ->
                    api.candles(
                            RealFrames.STREAMED, Timeframe.M1, link.clock().seconds(), count, true)
                        .map(this::newest),
                new Remembered()));
    broker.next().acknowledge(true);
    loop.get(
        () -> {
          PolariumApi.watchBalances(
              link, balance -> assertThat(balance.amount()).isFinite(), () -> {});
          return null;
        });
    broker.next().acknowledge(true);
  }

  /** Fallback requests after a broken answer count as refused. */
  private BrokerRequests withoutOtherRequests() {
    return new BrokerRequests() {
      @Override
      public Future<Frame> request(String name, String version, JsonObject body) {
        return FIRST_REQUESTS.contains(name)
            ? link.request(name, version, body)
            : Future.failedFuture(Failure.of(FailureKind.BROKER_REFUSED));
      }

      @Override
      public BrokerClock clock() {
        return link.clock();
      }
    };
  }

  @AfterEach
  void stop() {
    ((Logger) LoggerFactory.getLogger(ProtocolAnomalies.class)).detachAppender(log);
  }

  private CandleStream.Newest newest(CandlePage page) {
    long to = Timeframe.M1.floor(link.clock().seconds());
    return new CandleStream.Newest(page.candles().between(0, to), to, null);
  }

  private final class Remembered implements CandleStream.Listener {
    @Override
    public void running(RunningCandle running) {
      assertThat(running.candle().from()).isLessThan(MINUTE + 86_400);
    }

    @Override
    public void closed(CandleSeries candles) {
      IntStream.range(0, candles.size()).forEach(i -> closed.add(candles.from(i)));
    }

    @Override
    public void known(CandleSeries candles, long to) {
      closed(candles);
    }
  }

  @Test
  void survivesAHundredThousandInvalidFrames() {
    Future<Void> closing = broker.closed();
    for (int batch = 0; batch < BATCHES; batch++) {
      oneBatch(batch);
      assertThat(loop.unhandled()).as("batch " + batch).isEmpty();
    }

    assertThat(closing.isComplete()).isFalse();
    assertThat(loop.get(link::state)).isEqualTo(PolariumLink.State.READY);
    System.out.println(BATCHES * FRAMES + " frames, clock led astray after " + leaps + " batches");
    assertThat(leaps).isLessThan(BATCHES / 20);
    assertStreamContinues();
    assertAnomaliesCountedAndLoggedOnce();
    assertThat(loop.unhandled()).isEmpty();
  }

  private void oneBatch(int batch) {
    List<Asked<?>> victims =
        List.of(
            ask(() -> api.candles(RealFrames.OTHER, Timeframe.M1, ScriptedBroker.NOW, 5, true)),
            ask(api::assets),
            ask(api::profile),
            ask(api::balances));
    Asked<CandlePage> candles =
        ask(() -> api.candles(HONEST, Timeframe.M1, ScriptedBroker.NOW, 3, true));
    Asked<AssetListing> assets = ask(api::assets);
    List<String> honest = List.of(candles.ask().id(), assets.ask().id());

    broker.sendAll(
        broken(batch, honest, victims.stream().map(victim -> victim.ask().id()).toList()));

    if (Math.abs(loop.get(link.clock()::seconds) - ScriptedBroker.NOW) > 3_600) {
      leaps++;
    }
    // Twice, in case two broken frames agreed on a time.
    broker.send(RealFrames.timeSync(ScriptedBroker.NOW * 1000).encode());
    broker.send(RealFrames.timeSync(ScriptedBroker.NOW * 1000 + 1).encode());
    candles.ask().answer(RealFrames.candles(MINUTE, 3));
    assets.ask().answer(RealFrames.initializationData());
    CandlePage page = await(candles.answer());
    assertThat(page.candles().size()).isEqualTo(3);
    assertThat(page.candles().from(2)).isEqualTo(MINUTE);
    assertThat(await(assets.answer()).assets()).hasSize(5).allMatch(Asset::open);
    // Requests not answered by a broken frame get a late answer, which may be a second one.
    victims.forEach(victim -> victim.ask().acknowledge(false));
    victims.forEach(victim -> assertAnsweredOrRefused(victim.answer()));
  }

  private static void assertAnsweredOrRefused(Future<?> answer) {
    Throwable cause = await(answer.transform(done -> Future.succeededFuture(done.cause())));
    if (cause != null) {
      assertThat(Failure.from(cause).kind())
          .as("%s", cause)
          .isIn(FailureKind.BROKER_REFUSED, FailureKind.BROKER_UNREADABLE);
    }
  }

  private <T> Asked<T> ask(Supplier<Future<T>> request) {
    Future<T> answer = loop.start(request);
    return new Asked<>(answer, nextOfOurs());
  }

  /** The stream may query its source in between, after a broken clock has passed a minute. */
  private ReceivedRequest nextOfOurs() {
    ReceivedRequest ask = broker.next();
    while (isOfTheStream(ask)) {
      ask.answer(RealFrames.candles(MINUTE, 5));
      ask = broker.next();
    }
    return ask;
  }

  private static boolean isOfTheStream(ReceivedRequest ask) {
    return ask.name().equals("get-candles")
        && ask.body().getInteger("active_id") == RealFrames.STREAMED;
  }

  private List<Object> broken(int batch, List<String> honest, List<String> victims) {
    List<Object> broken = new ArrayList<>();
    if (batch % 20 == 0) {
      add(broken, new JsonObject().put("name", "x".repeat(LONG_FRAME)).encode());
      add(broken, "[".repeat(LONG_FRAME));
      add(
          broken,
          new JsonObject().put("name", "heartbeat").put("msg", "9".repeat(LONG_FRAME)).encode());
    }
    while (broken.size() < FRAMES) {
      JsonObject frame = mutations.any(frames);
      if (frame.containsKey("request_id")) {
        frame = frame.copy().put("request_id", id(victims));
      }
      String text = mutations.text(frame);
      if (mutations.below(50) == 0) {
        broken.add(Buffer.buffer(text));
        binaryFrames++;
      } else if (!answers(text, honest) && !endsTheSession(text)) {
        add(broken, text);
        if (mutations.below(20) == 0) {
          add(broken, text);
        }
      }
    }
    // The last frame is an implausible time; no frame after it corrects the clock.
    add(broken, RealFrames.timeSync(1 + mutations.below(Integer.MAX_VALUE) * 4_000L).encode());
    return broken;
  }

  private Object id(List<String> victims) {
    return switch (mutations.below(5)) {
      case 0 -> "";
      case 1 -> mutations.below(1_000_000) - 500_000;
      case 2 -> "s_" + mutations.below(100);
      default -> mutations.any(victims);
    };
  }

  private static boolean answers(String text, List<String> honest) {
    return Frame.parse(text).map(Frame::requestId).filter(honest::contains).isPresent();
  }

  /** This push is valid and is answered by authenticating again. */
  private static boolean endsTheSession(String text) {
    return Frame.parse(text)
        .filter(
            frame ->
                frame.unauthorized()
                    || frame.name().equals("authenticated") && Boolean.FALSE.equals(frame.msg()))
        .isPresent();
  }

  private void add(List<Object> broken, String text) {
    broken.add(text);
    Optional<Frame> frame = Frame.parse(text);
    if (frame.isEmpty()) {
      unnamedFrames++;
    }
  }

  /** The stream has delivered no candle twice and still delivers the next one. */
  private void assertStreamContinues() {
    long later = MINUTE + 7_200;
    time.forward(Duration.ofSeconds(later + 30 - ScriptedBroker.NOW));
    // A step is accepted when it is repeated.
    broker.send(RealFrames.timeSync((later + 30) * 1000).encode());
    broker.send(RealFrames.timeSync((later + 30) * 1000 + 1).encode());
    ReceivedRequest ask = broker.next();
    while (!isOfTheStream(ask) || ask.body().getLong("to") < later) {
      ask.answer(RealFrames.candles(MINUTE, 5));
      ask = broker.next();
    }
    ask.answer(RealFrames.candles(later, 10));
    broker.waiting();

    List<Long> delivered = loop.get(() -> List.copyOf(closed));
    assertThat(delivered).isSorted().doesNotHaveDuplicates();
    assertThat(delivered.get(delivered.size() - 1)).isEqualTo(later - 60);
  }

  private void assertAnomaliesCountedAndLoggedOnce() {
    ProtocolAnomalies anomalies = link.anomalies();
    assertThat(loop.get(() -> anomalies.count(Kind.BINARY))).isEqualTo(binaryFrames).isPositive();
    assertThat(loop.get(() -> anomalies.count(Kind.NOT_A_NAMED_OBJECT)))
        .isEqualTo(unnamedFrames)
        .isPositive();
    for (Kind kind : Kind.values()) {
      assertThat(loop.get(() -> anomalies.count(kind))).as(kind.name()).isGreaterThan(100);
    }
    assertThat(log.list).hasSize(Kind.values().length).doesNotHaveDuplicates();
  }

  @Test
  void readingAnyAssetAnswerNeverThrows() {
    JsonObject candles = RealFrames.candles(MINUTE, 5);
    JsonObject data = RealFrames.initializationData();
    for (int i = 0; i < DIRECT; i++) {
      AssetList.read(mutations.values(data), ScriptedBroker.NOW)
          .forEach(asset -> assertThat(asset.symbol()).isNotEmpty());
      JsonObject broken = mutations.values(candles);
      readsOrRefuses(broken);
    }
  }

  private static void readsOrRefuses(JsonObject broken) {
    try {
      CandlePage page = CandleAnswer.read(broken, Timeframe.M1, ScriptedBroker.NOW);
      assertThat(page.candles().end())
          .as(broken.encode())
          .isBetween(0L, ScriptedBroker.NOW + CandleAnswer.AHEAD_SECONDS + 60);
    } catch (Failure e) {
      assertThat(e.kind()).isEqualTo(FailureKind.BROKER_UNREADABLE);
    }
  }

  @Test
  void readingAnyAccountAnswerSucceedsOrFailsAsRefused() {
    for (int i = 0; i < DIRECT; i++) {
      JsonObject profile = mutations.values(RealFrames.answer("profile", RealFrames.profile()));
      JsonObject balances = mutations.values(RealFrames.answer("b", RealFrames.balances()));
      assertAnsweredOrRefused(new PolariumApi(answering(profile)).profile());
      assertAnsweredOrRefused(new PolariumApi(answering(balances)).balances());
    }
  }

  private static BrokerRequests answering(JsonObject frame) {
    return new BrokerRequests() {
      @Override
      public Future<Frame> request(String name, String version, JsonObject body) {
        return Future.succeededFuture(new Frame("x", "1", Frame.OK, frame.getValue("msg")));
      }

      @Override
      public BrokerClock clock() {
        throw new UnsupportedOperationException();
      }
    };
  }
}
