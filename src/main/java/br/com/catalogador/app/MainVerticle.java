package br.com.catalogador.app;

import br.com.catalogador.analysis.AnalysisVerticle;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.CacheVerticle;
import br.com.catalogador.cache.message.CandleSeriesForm;
import br.com.catalogador.live.LiveVerticle;
import br.com.catalogador.session.SessionDirectoryVerticle;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.DirectoryState.Store;
import br.com.catalogador.session.message.GetDirectoryState;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.web.HttpVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;

/** Deploys all others, in the order in which they need each other. */
public final class MainVerticle extends VerticleBase {
  private final Configuration configuration;
  private final InstantSource clock;
  private final Metrics metrics;
  private final Health health = new Health();
  private Bus bus;
  private BrokerOptions broker;

  MainVerticle(Configuration configuration, InstantSource clock, Metrics metrics) {
    this.configuration = configuration;
    this.clock = clock;
    this.metrics = metrics;
    this.broker = configuration.broker();
  }

  @Override
  public Future<?> start() {
    bus = Bus.install(vertx, new CandleSeriesForm());
    return startSimulator()
        .compose(started -> startCache())
        .compose(started -> startAnalysis())
        .compose(started -> startSessions())
        .compose(started -> startLive())
        .compose(started -> startManagement())
        .compose(started -> startHttp());
  }

  private Future<?> startSimulator() {
    if (!configuration.simulated()) {
      return Future.succeededFuture();
    }
    SimulatorVerticle simulator = new SimulatorVerticle(configuration.simulator(), clock);
    return vertx
        .deployVerticle(simulator)
        .onSuccess(
            deployed ->
                broker =
                    broker.at(
                        "ws://" + address(simulator) + SimulatorVerticle.SOCKET_PATH,
                        "http://" + address(simulator) + SimulatorVerticle.LOGIN_PATH,
                        "http://" + address(simulator) + SimulatorVerticle.TWO_FACTOR_PATH));
  }

  private static String address(SimulatorVerticle simulator) {
    return SimulatorVerticle.HOST + ":" + simulator.port();
  }

  private Future<?> startCache() {
    return vertx.deployVerticle(new CacheVerticle(configuration.maxCandles()));
  }

  private Future<?> startAnalysis() {
    return vertx.deployVerticle(
        AnalysisVerticle::new, AnalysisVerticle.deployment(configuration.workers()));
  }

  private Future<?> startSessions() {
    health.part("sessions", this::readSessions);
    return vertx.deployVerticle(
        new SessionDirectoryVerticle(broker, configuration.sessions(), clock));
  }

  private Future<?> startLive() {
    return vertx.deployVerticle(new LiveVerticle());
  }

  private Future<Health.Reading> readSessions() {
    return bus.request(SessionDirectory.ADDRESS, new GetDirectoryState())
        .map(MainVerticle::reading);
  }

  /** Without Redis users are served, from memory. */
  private static Health.Reading reading(DirectoryState state) {
    boolean well = state.store() == Store.MEMORY || state.store() == Store.UP;
    return new Health.Reading(
        well ? Health.Status.UP : Health.Status.DEGRADED,
        new JsonObject()
            .put("live", state.live())
            .put("maximum", state.maximum())
            .put("store", state.store().name()));
  }

  private Future<?> startManagement() {
    return vertx.deployVerticle(
        new ManagementVerticle(configuration.management(), health, metrics.registry()));
  }

  private Future<?> startHttp() {
    Build build = Build.current();
    return vertx.deployVerticle(
        () -> new HttpVerticle(configuration.web(), build.version(), build.number(), clock),
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()));
  }
}
