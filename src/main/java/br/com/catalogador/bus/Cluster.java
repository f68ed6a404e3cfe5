package br.com.catalogador.bus;

import br.com.catalogador.failure.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.shareddata.Shareable;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.NodeListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of a cluster, and a map of names to the one server that holds each, e.g. a user's
 * session. A single server is a cluster of one. Thread-safe; futures complete on the caller's
 * context.
 */
public final class Cluster implements Shareable {
  /** Published within each server when another one has left. */
  public static final Channel<ServerLeft> LEFT = Channel.here("cluster.left");

  /** Published within each server when members have joined or left, itself included. */
  public static final Channel<Changed> CHANGED = Channel.here("cluster.changed");

  /** Published within a server that was separated from the others and has rejoined. */
  public static final Channel<Rejoined> REJOINED = Channel.here("cluster.rejoined");

  /** Names of the maps that are this class's own; their settings go by it. */
  public static final String NAME = "catalogador.cluster";

  /**
   * How long another server, or the cluster's map, may stay silent before whoever waits is told
   * BUSY; what is asked of a server that says it is at work may take longer.
   */
  static final Duration SILENCE = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final String ALONE = "alone";

  /** Own threads for map access: a server that does not respond blocks nothing else. */
  private static final int THREADS = 32;

  /** By then the map has settled, and what is needed has been taken by other servers. */
  private static final long SWEEP_AFTER_MILLIS = 30_000;

  private final Vertx vertx;
  private final ClusterManager manager;
  private final Map<String, String> holders;
  private final WorkerExecutor workers;
  private final AtomicLong sweeps = new AtomicLong();

  /**
   * The members of the cluster are others than before.
   *
   * @param left whether one has left
   */
  public record Changed(boolean left) {}

  /** This server was apart from the others, and what it holds may be held by another by now. */
  public record Rejoined() {}

  private Cluster(Vertx vertx, ClusterManager manager) {
    this.vertx = vertx;
    this.manager = manager;
    this.holders = manager == null ? new ConcurrentHashMap<>() : manager.getSyncMap(NAME);
    this.workers =
        manager == null
            ? null
            : vertx.createSharedWorkerExecutor(NAME, THREADS, 1, TimeUnit.MINUTES);
  }

  /** The cluster that a server is in, or a cluster of one. */
  public static Cluster of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, Cluster>getLocalMap(NAME)
        .computeIfAbsent(NAME, ignored -> new Cluster(vertx, null));
  }

  /**
   * Says that a Vert.x instance is one of a cluster; before any use of its bus.
   *
   * @param manager the one that the instance was made with; has joined
   */
  public static Cluster install(Vertx vertx, ClusterManager manager) {
    Cluster cluster = new Cluster(vertx, manager);
    vertx.sharedData().<String, Cluster>getLocalMap(NAME).put(NAME, cluster);
    return cluster;
  }

  /** Accesses the map, which may have to wait for another server. */
  private <T> Future<T> work(Callable<T> task) {
    if (workers != null) {
      return workers.executeBlocking(task, false);
    }
    try {
      return Future.succeededFuture(task.call());
    } catch (Exception cause) {
      return Future.failedFuture(cause);
    }
  }

  /** BUSY when the map stays silent; what was asked of it may happen nevertheless. */
  private static <T> Future<T> inTime(Future<T> answer) {
    return answer
        .timeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof TimeoutException ? Failure.tryAgain() : cause));
  }

  /** Calls back, on any thread, for every server that leaves, before the rooms are told. */
  void onLeft(Consumer<String> listener) {
    if (manager == null) {
      return;
    }
    Bus bus = Bus.of(vertx);
    manager.nodeListener(
        new NodeListener() {
          @Override
          public void nodeAdded(String server) {
            LOG.info("server {} has joined, {} in all", server, members().size());
            bus.publish(CHANGED, new Changed(false));
          }

          @Override
          public void nodeLeft(String server) {
            LOG.warn("server {} has left, {} in all", server, members().size());
            listener.accept(server);
            sweepLater();
            bus.publish(LEFT, new ServerLeft(server));
            bus.publish(CHANGED, new Changed(true));
          }
        });
  }

  private void sweepLater() {
    long latest = sweeps.incrementAndGet();
    vertx.setTimer(
        SWEEP_AFTER_MILLIS,
        timer -> {
          if (sweeps.get() == latest) {
            sweep()
                .onFailure(cause -> LOG.warn("names of servers that left stay noted: {}", cause));
          }
        });
  }

  /**
   * Frees the names of servers that are not there, which nobody is asked by: those that nobody asks
   * for again must not stay for ever. One after another, and each only if its server is still away.
   */
  Future<Void> sweep() {
    return work(
        () -> {
          for (Map.Entry<String, String> entry : List.copyOf(holders.entrySet())) {
            if (!members().contains(entry.getValue())) {
              holders.remove(entry.getKey(), entry.getValue());
            }
          }
          return null;
        });
  }

  /** Whether there may be other servers. */
  public boolean isOfSeveral() {
    return manager != null;
  }

  /** The name of this server; another one after each start. */
  public String self() {
    return manager == null ? ALONE : manager.getNodeId();
  }

  /** All servers that are there now, this one among them. */
  public Set<String> members() {
    return manager == null ? Set.of(ALONE) : Set.copyOf(manager.getNodes());
  }

  /** Makes a name this server's, whoever has had it; BUSY when the map is silent for too long. */
  public Future<Void> take(String name) {
    return inTime(work(() -> holders.put(name, self()))).mapEmpty();
  }

  /**
   * Gives a name up; nothing happens when another server has it. BUSY when the map is silent for
   * too long.
   */
  public Future<Void> release(String name) {
    return inTime(work(() -> holders.remove(name, self()))).mapEmpty();
  }

  /** The server that has a name, if it is there; BUSY when that cannot be told in time. */
  public Future<Optional<String>> holder(String name) {
    return inTime(work(() -> Optional.ofNullable(holders.get(name))))
        .map(held -> held.filter(members()::contains));
  }

  /** To be called once this server, having been apart, is one of the cluster again. */
  public void rejoined() {
    LOG.warn("back in the cluster, {} servers in all", members().size());
    Bus.of(vertx).publish(REJOINED, new Rejoined());
    Bus.of(vertx).publish(CHANGED, new Changed(false));
  }
}
