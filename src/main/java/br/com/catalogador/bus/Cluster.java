package br.com.catalogador.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.AsyncMap;
import io.vertx.core.shareddata.Shareable;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.NodeListener;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that work together, and which of them holds what: names that one server has at a
 * time, e.g. a user's session. A server by itself is a cluster of one. For any thread; what is
 * answered comes on the caller's context.
 */
public final class Cluster implements Shareable {
  /** Where each server tells its own rooms that another one has left. */
  public static final Channel<ServerLeft> LEFT = Channel.here("cluster.left");

  /** Where each server tells its own rooms that it was apart from the others and is back. */
  public static final Channel<Rejoined> REJOINED = Channel.here("cluster.rejoined");

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final String NAME = "catalogador.cluster";
  private static final String ALONE = "alone";

  private final Vertx vertx;
  private final ClusterManager manager;

  /** This server was apart from the others, and what it holds may be held by another by now. */
  public record Rejoined() {}

  private Cluster(Vertx vertx, ClusterManager manager) {
    this.vertx = vertx;
    this.manager = manager;
  }

  /** Asked for anew each time: it answers on the context that it was asked for on. */
  private Future<AsyncMap<String, String>> holders() {
    return vertx.sharedData().getAsyncMap(NAME);
  }

  /** The cluster that a server is in, or a cluster of one. */
  public static Cluster of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, Cluster>getLocalMap(NAME)
        .computeIfAbsent(NAME, none -> new Cluster(vertx, null));
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
          }

          @Override
          public void nodeLeft(String server) {
            LOG.warn("server {} has left, {} in all", server, members().size());
            listener.accept(server);
            forget(server);
            bus.publish(LEFT, new ServerLeft(server));
          }
        });
  }

  /** Names that nobody asks for again must not stay for ever. */
  private void forget(String server) {
    holders()
        .compose(AsyncMap::entries)
        .onSuccess(
            all ->
                all.forEach(
                    (name, holder) -> {
                      if (holder.equals(server)) {
                        holders().compose(map -> map.removeIfPresent(name, server));
                      }
                    }))
        .onFailure(cause -> LOG.warn("what {} held is still noted: {}", server, cause.toString()));
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

  /**
   * Makes a name this server's, unless another server that is there has it.
   *
   * @return the server that has it now
   */
  public Future<String> claim(String name) {
    return holders().compose(map -> map.putIfAbsent(name, self()).compose(held -> own(name, held)));
  }

  private Future<String> own(String name, String held) {
    if (held == null) {
      return Future.succeededFuture(self());
    }
    if (members().contains(held)) {
      return Future.succeededFuture(held);
    }
    return holders()
        .compose(map -> map.replaceIfPresent(name, held, self()))
        .compose(replaced -> replaced ? Future.succeededFuture(self()) : claim(name));
  }

  /** Makes a name this server's, whoever has had it. */
  public Future<Void> take(String name) {
    return holders().compose(map -> map.put(name, self()));
  }

  /** Gives a name up; nothing happens when another server has it. */
  public Future<Void> release(String name) {
    return holders().compose(map -> map.removeIfPresent(name, self())).mapEmpty();
  }

  /** The server that has a name, if it is there. */
  public Future<Optional<String>> holder(String name) {
    return holders()
        .compose(map -> map.get(name))
        .map(held -> Optional.ofNullable(held).filter(members()::contains));
  }

  /** To be called once this server, having been apart, is one of the cluster again. */
  public void rejoined() {
    LOG.warn("back in the cluster, {} servers in all", members().size());
    Bus.of(vertx).publish(REJOINED, new Rejoined());
  }
}
