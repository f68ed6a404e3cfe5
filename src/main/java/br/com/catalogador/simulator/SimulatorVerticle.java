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
 * The simulated broker: one HTTP and WebSocket server on the loopback address, unencrypted. Deploy
 * one instance; its state is confined to its event loop.
 */
public final class SimulatorVerticle extends VerticleBase {
  /** Address that the simulator listens on. */
  public static final String HOST = "127.0.0.1";

  /** Path of the WebSocket. */
  public static final String SOCKET_PATH = "/echo/websocket";

  /** Path of the login. */
  public static final String LOGIN_PATH = "/v2/login";

  /** Path that sends and checks the codes of a second factor. */
  public static final String TWO_FACTOR_PATH = "/api/v2/verify/2fa";

  private static final long MAX_SECONDS_TO_CATCH_UP = 60;
  // Timers may fire a fraction of a millisecond early; the margin makes sure that the second is
  // over.
  private static final long TIMER_MARGIN_MILLIS = 2;

  private final SimulatorOptions options;
  private final InstantSource clock;
  private SimulatedBroker broker;
  private volatile HttpServer server;
  private long quotedUntil;

  /**
   * @param clock the broker's clock; candles, pushes and {@code timeSync} follow it
   */
  public SimulatorVerticle(SimulatorOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
  }

  /**
   * The port that it listens on; thread-safe.
   *
   * @throws IllegalStateException if it is not deployed
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
    broker = createBroker();
    startClock();
    return listen().onSuccess(listening -> server = listening);
  }

  @Override
  public Future<?> stop() {
    return server.close();
  }

  private SimulatedBroker createBroker() {
    Map<Long, SimulatedMarket> markets = new LinkedHashMap<>();
    for (SimulatedAsset asset : SimulatedAssets.ALL) {
      markets.put(asset.id(), market(asset));
    }
    markets.put(SimulatedAssets.WITH_LONG_ID.id(), market(SimulatedAssets.WITH_LONG_ID));
    RandomGenerator random = new SplittableRandom(options.seed());
    Faults faults = new Faults(vertx, random, options.faultsAtStart());
    PushFeed feed = new PushFeed(markets, faults);
    Accounts accounts = new Accounts();
    return new SimulatedBroker(
        () -> clock.instant().plusMillis(faults.plan().clockOffset()),
        new SsidRegistry(clock),
        accounts,
        new RequestRouter(
            new AccountAnswers(accounts, feed, faults),
            new OptionAnswers(markets, faults),
            new UnderlyingAnswers(markets, faults),
            new CandleAnswers(markets, faults)),
        feed,
        new RequestCounts(),
        faults);
  }

  private SimulatedMarket market(SimulatedAsset asset) {
    return options.alwaysOpen()
        ? new SimulatedMarket(options.seed(), asset, TradingHours.always())
        : new SimulatedMarket(options.seed(), asset);
  }

  private Future<HttpServer> listen() {
    Router router = Router.router(vertx);
    HttpHandlers http = new HttpHandlers(broker);
    new LoginAnswers(broker, http).mount(router);
    new OAuthAnswers(broker, http).mount(router);
    new TranslationAnswers(http).mount(router);
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

  /** One timer for all sockets, which fires just after each full second of the broker's clock. */
  private void scheduleTick() {
    long untilNextSecond =
        1_000 - Math.floorMod(broker.clock().millis(), 1_000L) + TIMER_MARGIN_MILLIS;
    vertx.setTimer(
        untilNextSecond,
        ignored -> {
          tick();
          scheduleTick();
        });
  }

  private void tick() {
    long now = broker.now();
    broker
        .feed()
        .sendTime(broker.clock().millis() + broker.faults().plan().history().timeSyncOffset());
    // After a late timer, every missed second is sent, because it may be the last of a candle.
    // After the clock was set back, sending continues from its new time.
    quotedUntil = Math.min(Math.max(quotedUntil, now - MAX_SECONDS_TO_CATCH_UP), now);
    while (quotedUntil < now) {
      broker.feed().sendQuotes(++quotedUntil);
    }
    broker.feed().sendGarbage(now);
  }
}
