package br.com.catalogador.app.server;

import br.com.catalogador.app.management.Build;
import br.com.catalogador.app.management.Metrics;
import br.com.catalogador.app.settings.Configuration;
import br.com.catalogador.web.HttpVerticle;
import io.vertx.core.Vertx;
import java.io.ObjectInputFilter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server as the only purpose of this process. The command line does not load it, nor what it
 * logs with, unless it is to serve.
 */
public final class ServerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

  /** Time to drain requests, and five seconds to close everything else. */
  public static final Duration STOP_TIMEOUT = HttpVerticle.DRAIN_TIMEOUT.plusSeconds(5);

  private ServerProcess() {}

  /**
   * Runs the server until the process is told to stop.
   *
   * @return the exit code: 0, or 1 if it cannot start, which is logged
   */
  public static int run(Configuration configuration) throws InterruptedException {
    LOG.info(
        "Catalogador {} on Java {}, {} mode",
        Build.current().version(),
        Runtime.version(),
        configuration.simulated() ? "simulated" : "live");
    Optional<String> problem =
        TemporaryFolder.problem(
            Path.of(System.getProperty("java.io.tmpdir")), TemporaryFolder.NEEDED_BYTES);
    if (problem.isPresent()) {
      LOG.error("the server cannot start: {}", problem.get());
      return 1;
    }
    if (configuration.cluster() != null) {
      ObjectInputFilter.Config.setSerialFilter(HazelcastClassFilter.limits());
    }
    Metrics metrics = new Metrics();
    Vertx vertx;
    try {
      vertx = ClusteredVertx.start(metrics, configuration.cluster()).await();
    } catch (Exception e) { // await() also throws checked exceptions
      LOG.error("the server cannot join its cluster: {}", e.getMessage());
      LOG.debug("why", e);
      return 1;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    boolean[] failed = new boolean[1];
    MainVerticle main = new MainVerticle(configuration, Clock.systemUTC(), metrics);
    vertx
        .deployVerticle(main)
        .onSuccess(ignored -> announce(configuration, main.port()))
        .onFailure(
            cause -> {
              LOG.error("the server cannot start: {}", cause.getMessage());
              LOG.debug("why", cause);
              failed[0] = true;
              stopped.countDown();
            });
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stopBySignal(vertx, main, stopped), "shutdown"));
    stopped.await();
    stop(vertx, main, stopped);
    return failed[0] ? 1 : 0;
  }

  private static void announce(Configuration configuration, int port) {
    if (configuration.recordsAreLostAtRestart()) {
      LOG.warn("auth.secret is not set: sessions in Redis cannot be read after a restart");
    }
    if (configuration.candlesAreNotShared()) {
      LOG.warn("cache.type is not redis: every server asks the broker for the same candles");
    }
    LOG.info("http://{}:{}", configuration.web().host(), port);
    if (configuration.simulated()) {
      LOG.info("simulated broker: log in as demo@catalogador.local, password demo-1234");
    }
  }

  private static void stopBySignal(Vertx vertx, MainVerticle main, CountDownLatch stopped) {
    stop(vertx, main, stopped);
    LOG.info("stopped");
  }

  /** Drains the requests in flight first, then stops what they depend on. */
  private static void stop(Vertx vertx, MainVerticle main, CountDownLatch stopped) {
    try {
      main.drain()
          .otherwiseEmpty()
          .toCompletionStage()
          .thenCompose(ignored -> vertx.close().toCompletionStage())
          .toCompletableFuture()
          .get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("not everything stopped within {} s", STOP_TIMEOUT.toSeconds(), e);
    }
    stopped.countDown();
  }
}
