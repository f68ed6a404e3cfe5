package br.com.catalogador.app.server;

import br.com.catalogador.analysis.AnalysisVerticle;
import br.com.catalogador.app.management.Backup;
import br.com.catalogador.app.management.Build;
import br.com.catalogador.app.management.Certificate;
import br.com.catalogador.app.management.ComponentStates;
import br.com.catalogador.app.management.EventLoopProbe;
import br.com.catalogador.app.management.FileDescriptors;
import br.com.catalogador.app.management.Health;
import br.com.catalogador.app.management.ManagementVerticle;
import br.com.catalogador.app.management.Memory;
import br.com.catalogador.app.management.Metrics;
import br.com.catalogador.app.settings.Configuration;
import br.com.catalogador.app.settings.ManagementOptions;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.cache.CacheVerticle;
import br.com.catalogador.cache.message.CandleSeriesForm;
import br.com.catalogador.ranking.Ranking;
import br.com.catalogador.session.directory.SessionDirectoryVerticle;
import br.com.catalogador.session.message.PassivateAll;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.Meters;
import br.com.catalogador.watch.WatchVerticle;
import br.com.catalogador.web.HttpVerticle;
import br.com.catalogador.web.http.WebOptions;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.net.BindException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys all other verticles in the order of their dependencies. Undeployment stops them all at
 * once; {@link #drain()} must be called before, or requests in flight get no response.
 */
public final class MainVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(MainVerticle.class);

  /** A worker computes so many of the largest analyses within a second. */
  private static final int MOST_WAITING_PER_WORKER = 100;

  private final Configuration configuration;
  private final InstantSource clock;
  private final Metrics metrics;
  private final Health health = new Health();
  private final AtomicReference<String> http = new AtomicReference<>();
  private ComponentStates components;
  private BrokerOptions broker;
  private volatile int port;

  public MainVerticle(Configuration configuration, InstantSource clock, Metrics metrics) {
    this.configuration = configuration;
    this.clock = clock;
    this.metrics = metrics;
    this.broker = configuration.broker();
  }

  @Override
  public Future<?> start() {
    Meters.install(vertx, metrics.registry());
    Bus bus = Bus.install(vertx, new CandleSeriesForm());
    components = new ComponentStates(bus, Cluster.of(vertx));
    health.part("http", this::readHttp);
    FileDescriptors files = FileDescriptors.ofProcess();
    files.watch(vertx);
    health.part("files", () -> Future.succeededFuture(files.read()));
    Memory memory = Memory.ofProcess();
    memory.register(metrics.registry());
    health.part("memory", () -> Future.succeededFuture(memory.read()));
    components.addTo(health);
    components.register(metrics.registry());
    return vertx
        .deployVerticle(EventLoopProbe::new, EventLoopProbe.deployment())
        .compose(ignored -> bus.open())
        .compose(ignored -> watchBackup())
        .compose(ignored -> startSimulator())
        .compose(ignored -> startCache())
        .compose(ignored -> startAnalysis())
        .compose(ignored -> startSessions())
        .compose(ignored -> startWatch())
        .compose(ignored -> startManagement())
        .compose(ignored -> startHttp())
        .onSuccess(ignored -> watchCertificate());
  }

  private Future<?> watchBackup() {
    String mark = configuration.management().backupMark();
    if (mark.isEmpty()) {
      return Future.succeededFuture();
    }
    Backup backup = new Backup(vertx, mark, clock);
    health.part("backup", backup::read);
    return backup.watch(metrics.registry());
  }

  /** Once the server listens, since the public address leads to it. */
  private void watchCertificate() {
    String address = configuration.web().publicUrl();
    if (address.startsWith("https:")) {
      Certificate certificate = new Certificate(vertx, URI.create(address), clock);
      health.part("certificate", () -> Future.succeededFuture(certificate.read()));
      certificate.watch(metrics.registry());
    }
  }

  private Future<?> startSimulator() {
    if (!configuration.simulated()) {
      return Future.succeededFuture();
    }
    SimulatorVerticle simulator = new SimulatorVerticle(configuration.simulator(), clock);
    return vertx
        .deployVerticle(simulator)
        .onSuccess(
            ignored -> {
              broker = configuration.brokerAt(simulator);
              LOG.info(
                  "the simulated broker listens on {}:{}, its faults are at /control/faults",
                  SimulatorVerticle.HOST,
                  simulator.port());
            });
  }

  private Future<?> startCache() {
    return vertx.deployVerticle(new CacheVerticle(configuration.cache(), brokerName(), clock));
  }

  /** Identifies the market in the cache; each seed of the simulator is another market. */
  private String brokerName() {
    return configuration.simulated()
        ? "simulated-" + configuration.simulator().market()
        : brokerName(URI.create(broker.socketUrl()));
  }

  /**
   * The name under which the broker's candles are stored in Redis: its host, with the port only if
   * it is not the default one, so that brokers on one machine have different names.
   */
  static String brokerName(URI socket) {
    int defaultPort = "wss".equals(socket.getScheme()) ? 443 : 80;
    return socket.getPort() == -1 || socket.getPort() == defaultPort
        ? socket.getHost()
        : socket.getHost() + "-" + socket.getPort();
  }

  private Future<?> startAnalysis() {
    int workers = configuration.workers();
    return vertx.deployVerticle(new AnalysisVerticle(workers, workers * MOST_WAITING_PER_WORKER));
  }

  private Future<?> startSessions() {
    return vertx.deployVerticle(
        new SessionDirectoryVerticle(broker, configuration.sessions(), clock, Ranking::hostedBy));
  }

  private Future<?> startWatch() {
    return vertx.deployVerticle(new WatchVerticle());
  }

  private Future<?> startManagement() {
    ManagementOptions options = configuration.management();
    return listening(
        vertx.deployVerticle(
            new ManagementVerticle(options, health, components, metrics.registry())),
        "http.managementPort",
        options.host(),
        options.port());
  }

  private Future<?> startHttp() {
    Build build = Build.current();
    WebOptions web = configuration.web();
    Queue<HttpVerticle> instances = new ConcurrentLinkedQueue<>();
    return listening(
            vertx.deployVerticle(
                () -> {
                  HttpVerticle instance =
                      new HttpVerticle(web, build.version(), build.number(), clock);
                  instances.add(instance);
                  return instance;
                },
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors())),
            "http.port",
            web.host(),
            web.port())
        .onSuccess(
            deployed -> {
              port = instances.element().port();
              http.set(deployed);
            });
  }

  /** DOWN until the server accepts requests, and again while it drains the last ones. */
  private Future<Health.Reading> readHttp() {
    Health.Status status = http.get() == null ? Health.Status.DOWN : Health.Status.UP;
    return Future.succeededFuture(new Health.Reading(status, new JsonObject()));
  }

  /** Replaces a bind failure by one that names the address and the configuration key. */
  static <T> Future<T> listening(Future<T> started, String key, String host, int port) {
    return started.recover(
        cause ->
            Future.failedFuture(
                cause instanceof BindException
                    ? new IllegalStateException(
                        "cannot listen on %s:%d (%s): %s"
                            .formatted(host, port, key, cause.getMessage()))
                    : cause));
  }

  /** The port of the HTTP server; only after the deployment. */
  public int port() {
    return port;
  }

  /**
   * Stops accepting requests and waits for those in flight, for at most {@link
   * HttpVerticle#DRAIN_TIMEOUT}; then, in a cluster, passivates the sessions so that other servers
   * can activate them. Thread-safe and idempotent.
   */
  public Future<Void> drain() {
    String deployment = http.getAndSet(null);
    if (deployment == null) {
      return Future.succeededFuture();
    }
    LOG.info("stopping; requests in flight have {} s", HttpVerticle.DRAIN_TIMEOUT.toSeconds());
    Future<Void> drained = vertx.undeploy(deployment);
    return Cluster.of(vertx).isClustered()
        ? drained.eventually(
            () -> Bus.of(vertx).request(SessionDirectory.ADDRESS, new PassivateAll()))
        : drained;
  }
}
