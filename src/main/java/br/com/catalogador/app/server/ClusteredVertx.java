package br.com.catalogador.app.server;

import br.com.catalogador.app.management.Metrics;
import br.com.catalogador.app.settings.ClusterOptions;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.session.store.Hkdf;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.HexFormat;
import java.util.List;

/**
 * Starts the server's Vert.x, standalone or clustered. Hazelcast manages the cluster's members and
 * a few small maps; messages use Vert.x's own connections.
 */
public final class ClusteredVertx {
  static {
    // Hazelcast logs before its configuration is applied.
    System.setProperty("hazelcast.logging.type", "slf4j");
  }

  private static final int BACKUPS = 2;
  private static final int NAME_BYTES = 16;

  private ClusteredVertx() {}

  /**
   * Starts the server's Vert.x.
   *
   * @param options null for a standalone server
   */
  public static Future<Vertx> start(Metrics metrics, ClusterOptions options) {
    VertxOptions vertx = metrics.vertxOptions();
    if (options == null) {
      return Future.succeededFuture(metrics.builder(vertx).build());
    }
    vertx.getEventBusOptions().setHost(options.host()).setPort(options.busPort());
    HazelcastClusterManager manager = new HazelcastClusterManager(hazelcast(options));
    return MainVerticle.listening(
            metrics.builder(vertx).withClusterManager(manager).buildClustered(),
            "cluster.busPort",
            options.host(),
            options.busPort())
        .onSuccess(
            joined -> {
              joined.exceptionHandler(UnhandledFailures::log);
              Cluster cluster = Cluster.install(joined, manager);
              manager
                  .getHazelcastInstance()
                  .getLifecycleService()
                  .addLifecycleListener(
                      change -> {
                        if (change.getState() == LifecycleState.MERGED) {
                          cluster.rejoined();
                        }
                      });
            });
  }

  /** Derived from the secret; Hazelcast admits only members with the same cluster name. */
  static String name(ClusterOptions options) {
    byte[] key = Hkdf.key(options.secret().bytes(), "cluster name", NAME_BYTES);
    return options.name() + "-" + HexFormat.of().formatHex(key);
  }

  static Config hazelcast(ClusterOptions options) {
    Config config = new Config().setClusterName(name(options));
    config.setClassLoader(HazelcastClassFilter.loader());
    config.getSerializationConfig().setJavaSerializationFilterConfig(HazelcastClassFilter.filter());
    // Two servers may die at once without a lost entry.
    config.getMapConfig(Cluster.NAME).setBackupCount(BACKUPS);
    config.getMapConfig("__vertx.nodeInfo").setBackupCount(BACKUPS);
    config.getMultiMapConfig("__vertx.subs").setBackupCount(BACKUPS);
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(options.port()).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface(options.host());
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(List.copyOf(options.members()));
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    return config
        .setProperty("hazelcast.phone.home.enabled", "false")
        // Else it listens on every interface, regardless of the host.
        .setProperty("hazelcast.socket.bind.any", "false")
        // Servers that start at the same time and miss each other are merged soon afterwards.
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.max.join.seconds", "30")
        // A server without a heartbeat is considered dead.
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.max.no.heartbeat.seconds", "8")
        .setProperty("hazelcast.merge.first.run.delay.seconds", "10")
        .setProperty("hazelcast.merge.next.run.delay.seconds", "10");
  }
}
