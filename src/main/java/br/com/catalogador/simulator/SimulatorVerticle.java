package br.com.catalogador.simulator;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The simulated broker: one HTTP and WebSocket server on the loopback address, unencrypted. All its
 * state belongs to its one event loop; deploy one instance of it.
 */
public final class SimulatorVerticle extends VerticleBase {
  /** Address that the simulator listens on. */
  public static final String HOST = "127.0.0.1";

  /** Path of the WebSocket. */
  public static final String SOCKET_PATH = "/echo/websocket";

  /** Path of the login. */
  public static final String LOGIN_PATH = "/v2/login";

  /** Path that sends and takes the codes of a second factor. */
  public static final String TWO_FACTOR_PATH = "/api/v2/verify/2fa";

  private static final long MOST_SECONDS_CAUGHT_UP = 60;
  // Timers and the clock disagree by fractions of a millisecond; before the full second is too
  // soon.
  private static final long TIMER_MARGIN_MILLIS = 2;

  private final SimulatorOptions options;
  private final InstantSource trueClock;
  private SimulatedBroker broker;
  private volatile HttpServer server;
  private long quotedUntil;

  /**
   * @param clock the broker's; candles, pushes and {@code timeSync} follow it
   */
  public SimulatorVerticle(SimulatorOptions options, InstantSource clock) {
    this.options = options;
    this.trueClock = clock;
  }

  /**
   * The port it listens on, from any thread.
   *
   * @throws IllegalStateException before it is deployed
   */
  public int port() {
    HttpServer listening = server;
    if (listening == null) {
      throw new IllegalStateException("the simulator is not deployed");
    }
    return listening.actualPort();
  }

  @Override
  public Future<?> start() {
    broker = broker();
    startClock();
    return listen().onSuccess(listening -> server = listening);
  }

  @Override
  public Future<?> stop() {
    return server.close();
  }

  private SimulatedBroker broker() {
    Map<Long, SimulatedMarket> markets = new LinkedHashMap<>();
    for (SimulatedAsset asset : SimulatedAssets.ALL) {
      markets.put(asset.id(), new SimulatedMarket(options.seed(), asset));
    }
    markets.put(
        SimulatedAssets.OF_LONG_ID.id(),
        new SimulatedMarket(options.seed(), SimulatedAssets.OF_LONG_ID));
    RandomGenerator random = new SplittableRandom(options.seed());
    Faults faults = new Faults(vertx, random, options.faultsAtStart());
    PushFeed feed = new PushFeed(markets, faults);
    Accounts accounts = new Accounts();
    return new SimulatedBroker(
        () -> trueClock.instant().plusMillis(faults.plan().clockOffset()),
        new SsidRegistry(trueClock),
        accounts,
        new Requests(
            new AccountAnswers(accounts, feed, faults),
            new OptionAnswers(markets, faults),
            new UnderlyingAnswers(markets, faults),
            new CandleAnswers(markets, faults)),
        feed,
        new RequestCounts(),
        faults);
  }

  private Future<HttpServer> listen() {
    Router router = Router.router(vertx);
    HttpEntry door = new HttpEntry(broker);
    new LoginAnswers(broker, door).mount(router);
    new OAuthAnswers(broker, door).mount(router);
    new TranslationAnswers(door).mount(router);
    new ControlAnswers(broker).mount(router);
    return vertx
        .createHttpServer()
        .webSocketHandshakeHandler(this::accept)
        .webSocketHandler(socket -> new Connection(socket, broker).open())
        .requestHandler(router)
        .listen(options.port(), HOST);
  }

  private void accept(ServerWebSocketHandshake handshake) {
    if (!SOCKET_PATH.equals(handshake.path())) {
      handshake.reject(404);
    } else if (broker.faults().plan().refuseConnections()) {
      handshake.reject(503);
    } else {
      handshake.accept();
    }
  }

  private void startClock() {
    quotedUntil = broker.now();
    scheduleTick();
  }

  /** One timer for all sockets; it fires right after each full second of the broker's clock. */
  private void scheduleTick() {
    long untilNextSecond =
        1_000 - Math.floorMod(broker.clock().millis(), 1_000L) + TIMER_MARGIN_MILLIS;
    vertx.setTimer(
        untilNextSecond,
        timer -> {
          tick();
          scheduleTick();
        });
  }

  private void tick() {
    long now = broker.now();
    broker
        .feed()
        .sendTime(broker.clock().millis() + broker.faults().plan().history().timeSyncOffset());
    // A late timer must not swallow a second: it may be the last one of a candle. A clock that was
    // put back goes on from where it stands now.
    quotedUntil = Math.min(Math.max(quotedUntil, now - MOST_SECONDS_CAUGHT_UP), now);
    while (quotedUntil < now) {
      broker.feed().sendQuotes(++quotedUntil);
    }
    broker.feed().sendGarbage(now);
  }
}
