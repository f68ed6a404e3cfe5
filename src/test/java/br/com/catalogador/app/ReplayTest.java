package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.AssetListing;
import br.com.catalogador.broker.BrokerNetwork;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.PolariumApi;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.ScriptedBroker;
import br.com.catalogador.broker.recording.Recorder;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.session.BrokerAccess;
import br.com.catalogador.simulator.Recording;
import br.com.catalogador.simulator.ReplayVerticle;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.Secret;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session recorded against the simulator, and played to the same clients by a replay. */
@ExtendWith(VertxExtension.class)
class ReplayTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final long EURUSD_OTC = 76;
  private static final CatalogSettings SETTINGS =
      new CatalogSettings(
          Strategies.byId("minoria").orElseThrow(), Timeframe.M1, 20, 2, TieRule.LOSS);

  private Vertx vertx;
  private Loop loop;

  @BeforeEach
  void start(Vertx vertx) {
    this.vertx = vertx;
    this.loop = new Loop(vertx);
  }

  /**
   * What a session has shown.
   *
   * @param after seconds from the session's start until the broker's time was read, rounded up
   */
  private record Seen(AssetListing assets, List<Row> rows, long brokerSeconds, long after) {}

  /** A simulator that lives in yesterday, so that nothing of today can be mistaken for it. */
  private BrokerOptions simulatorOfYesterday() {
    SimulatorVerticle simulator =
        new SimulatorVerticle(
            SimulatorOptions.defaults().withSeed(7).withAlwaysOpen(true),
            Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)));
    await(vertx.deployVerticle(simulator));
    return options(simulator.port());
  }

  private BrokerOptions replay(Recorder recorder) {
    ReplayVerticle replay = new ReplayVerticle(0, Recording.read(recorder.lines()));
    await(vertx.deployVerticle(replay));
    return options(replay.port());
  }

  private BrokerOptions options(int port) {
    String address = SimulatorVerticle.HOST + ":" + port;
    return ScriptedBroker.start(vertx)
        .options(LIMIT, LIMIT, 8)
        .at(
            "ws://" + address + SimulatorVerticle.SOCKET_PATH,
            "http://" + address + SimulatorVerticle.LOGIN_PATH,
            "http://" + address + SimulatorVerticle.TWO_FACTOR_PATH);
  }

  private Seen session(BrokerOptions broker, String email, String password, Recorder recorder) {
    long begin = System.nanoTime();
    BrokerAccess access = loop.get(() -> new BrokerAccess(vertx, broker, Clock.systemUTC()));
    Accepted login =
        (Accepted) await(loop.start(() -> access.login(email).login(email, new Secret(password))));
    PolariumLink link = loop.get(() -> access.link(login.ssid(), BrokerNetwork.ANY_ADDRESS));
    link.tap(recorder);
    await(loop.start(link::open));
    await(loop.start(link::clockKnown));
    PolariumApi api = new PolariumApi(link);
    AssetListing assets = await(loop.start(api::assets));
    long now = loop.get(() -> link.clock().seconds());
    long after = Duration.ofNanos(System.nanoTime() - begin).toSeconds() + 1;
    CandleSeries candles =
        await(loop.start(() -> api.candles(EURUSD_OTC, Timeframe.M1, now, 300, true))).candles();
    await(loop.start(link::close));
    Finality finality = Finality.upTo(candles.from(candles.size() - 1));
    return new Seen(assets, Catalog.of(candles, SETTINGS, finality).rows(), now, after);
  }

  @Test
  void aReplayShowsTheSameAssetsAndTheSameCatalogueToAnyUser() {
    Recorder recorder = new Recorder(Instant.EPOCH, Recorder.MAX_CHARACTERS);
    Seen recorded =
        session(simulatorOfYesterday(), "demo@catalogador.local", "demo-1234", recorder);

    Seen replayed = session(replay(recorder), "somebody@example.com", "any", Recorder.off());

    assertThat(recorded.rows()).hasSize(20);
    assertThat(recorded.assets().assets()).hasSizeGreaterThan(50);
    assertThat(replayed.rows()).isEqualTo(recorded.rows());
    assertThat(replayed.assets()).isEqualTo(recorded.assets());
    assertThat(replayed.brokerSeconds())
        .isBetween(
            recorded.brokerSeconds() - recorded.after(),
            recorded.brokerSeconds() + replayed.after());
  }
}
