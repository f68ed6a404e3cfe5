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
 * The servers of a cluster, and a shared map from a name, e.g. that of a session, to the one server
 * that holds it. A single server is a cluster of one. Thread-safe; futures complete on the caller's
 * context.
 */
public final class Cluster implements Shareable {
  /** Published within each server when another one has left. */
  public static final Channel<ServerLeft> LEFT = Channel.here("cluster.left");

  /** Published within each server when members have joined or left, itself included. */
  public static final Channel<Changed> CHANGED = Channel.here("cluster.changed");

  /** Published within a server that was separated from the others and has rejoined. */
  public static final Channel<Rejoined> REJOINED = Channel.here("cluster.rejoined");

  /** Name of the shared map and of the worker pool. */
  public static final String NAME = "catalogador.cluster";

  /**
   * How long another server, or the shared map, may be silent until pending requests fail with
   * BUSY. A request may take longer while its server answers pings.
   */
  static final Duration SILENCE = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final String ALONE = "alone";

  /** Separate threads for map access, which blocks while another server does not respond. */
  private static final int THREADS = 32;

  /**
   * By then the map has been repartitioned, and names in use have been claimed by other servers.
   */
  private static final long SWEEP_AFTER_MILLIS = 30_000;

  /** How often the address of a server is looked for, and the pause between. */
  private static final int LOOKUPS = 20;

  private static final long LOOKUP_MILLIS = 250;

  private final Vertx vertx;
  private final ClusterManager manager;
  private final Map<String, String> holders;
  private final WorkerExecutor workers;
  private final AtomicLong sweeps = new AtomicLong();

  /** The addresses of servers by id, kept for the log until after they have left. */
  private final Map<String, String> addresses = new ConcurrentHashMap<>();

  /**
   * The members of the cluster have changed.
   *
   * @param left whether a server has left
   */
  public record Changed(boolean left) {}

  /** This server was separated from the others; its names may be held by other servers now. */
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

  /** The cluster of a Vert.x instance; a cluster of one unless {@link #install} was called. */
  public static Cluster of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, Cluster>getLocalMap(NAME)
        .computeIfAbsent(NAME, ignored -> new Cluster(vertx, null));
  }

  /**
   * Sets the cluster of a Vert.x instance; before any use of its bus.
   *
   * @param manager the cluster manager of the instance, which has joined
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
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  /** Fails with BUSY after {@link #SILENCE}; the operation may still take effect. */
  private static <T> Future<T> inTime(Future<T> answer) {
    return answer
        .timeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof TimeoutException ? Failure.tryAgain() : cause));
  }

  /** Sets a listener for servers that leave, called on any thread, before {@link #LEFT}. */
  void onLeft(Consumer<String> listener) {
    if (manager == null) {
      return;
    }
    Bus bus = Bus.of(vertx);
    members().forEach(server -> learnAddress(server, "is in the cluster", LOOKUPS));
    manager.nodeListener(
        new NodeListener() {
          @Override
          public void nodeAdded(String server) {
            learnAddress(server, "has joined", LOOKUPS);
            bus.publish(CHANGED, new Changed(false));
          }

          @Override
          public void nodeLeft(String server) {
            LOG.warn("server {} has left, {} in all", name(server), members().size());
            addresses.remove(server);
            listener.accept(server);
            sweepLater();
            bus.publish(LEFT, new ServerLeft(server));
            bus.publish(CHANGED, new Changed(true));
          }
        });
  }

  /** The address of a server, as in its configuration, and its id. */
  private String name(String server) {
    String address = addresses.get(server);
    String suffix = server.equals(self()) ? ", this one" : "";
    return address == null ? server : address + " (" + server + suffix + ")";
  }

  /** A server shares its address shortly after it has joined. */
  private void learnAddress(String server, String event, int attempts) {
    manager.getNodeInfo(
        server,
        (info, cause) -> {
          if (cause == null) {
            addresses.put(server, info.host() + ":" + info.port());
          }
          if (cause == null || attempts == 1) {
            LOG.info("server {} {}, {} in all", name(server), event, members().size());
          } else {
            vertx.setTimer(LOOKUP_MILLIS, ignored -> learnAddress(server, event, attempts - 1));
          }
        });
  }

  private void sweepLater() {
    long latest = sweeps.incrementAndGet();
    vertx.setTimer(
        SWEEP_AFTER_MILLIS,
        ignored -> {
          if (sweeps.get() == latest) {
            sweep()
                .onFailure(cause -> LOG.warn("names of servers that left stay noted: {}", cause));
          }
        });
  }

  /**
   * Removes the names of servers that have left. {@link #holder} ignores them anyway, but names
   * that are never claimed again must not stay in the map for ever. Each is removed only while it
   * still has that holder.
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

  /** Whether this server has joined a cluster, so that there may be other servers. */
  public boolean isClustered() {
    return manager != null;
  }

  /** The id of this server; a new one after each start. */
  public String self() {
    return manager == null ? ALONE : manager.getNodeId();
  }

  /** The ids of all current servers, including this one. */
  public Set<String> members() {
    return manager == null ? Set.of(ALONE) : Set.copyOf(manager.getNodes());
  }

  /** Makes this server the holder of a name, in place of any other. Fails with BUSY. */
  public Future<Void> claim(String name) {
    return inTime(work(() -> holders.put(name, self()))).mapEmpty();
  }

  /**
   * Releases a name; does nothing when another server holds it. Fails with BUSY when the map does
   * not respond.
   */
  public Future<Void> release(String name) {
    return inTime(work(() -> holders.remove(name, self()))).mapEmpty();
  }

  /** The server that holds a name; empty when none does or it has left. Fails with BUSY. */
  public Future<Optional<String>> holder(String name) {
    return inTime(work(() -> Optional.ofNullable(holders.get(name))))
        .map(held -> held.filter(members()::contains));
  }

  /** To be called when this server was separated from the cluster and has been merged again. */
  public void rejoined() {
    LOG.warn("back in the cluster, {} servers in all", members().size());
    Bus.of(vertx).publish(REJOINED, new Rejoined());
    Bus.of(vertx).publish(CHANGED, new Changed(false));
  }
}
