package br.com.catalogador.support;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.bus.wire.WireAdapter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One server of a real cluster in this process, without any rooms. */
public record ClusterMember(
    Vertx vertx, HazelcastClusterManager manager, Bus bus, Cluster cluster) {

  /** Two that know each other. */
  public static List<ClusterMember> two(WireAdapter<?>... forms) throws Exception {
    String name = UUID.randomUUID().toString();
    int one = Ports.free();
    int other = Ports.free();
    List<ClusterMember> both =
        List.of(start(name, one, other, forms), start(name, other, one, forms));
    until(() -> both.stream().allMatch(member -> member.cluster().members().size() == 2));
    return both;
  }

  /** Another one of the same cluster, which this one knows. */
  public ClusterMember another(WireAdapter<?>... forms) throws Exception {
    ClusterMember another = silent(forms);
    await(another.bus().open());
    return another;
  }

  /** The same of one that lets nothing in from the others. */
  public ClusterMember silent(WireAdapter<?>... forms) throws Exception {
    Config config = manager.getConfig();
    ClusterMember another =
        join(config.getClusterName(), Ports.free(), config.getNetworkConfig().getPort(), forms);
    until(() -> cluster.members().contains(another.cluster().self()));
    return another;
  }

  private static ClusterMember start(String name, int port, int other, WireAdapter<?>... forms) {
    ClusterMember member = join(name, port, other, forms);
    await(member.bus().open());
    return member;
  }

  private static ClusterMember join(String name, int port, int other, WireAdapter<?>... forms) {
    HazelcastClusterManager manager = new HazelcastClusterManager(config(name, port, other));
    VertxOptions options = new VertxOptions();
    options.getEventBusOptions().setHost("127.0.0.1");
    Vertx vertx =
        patiently(Vertx.builder().with(options).withClusterManager(manager).buildClustered());
    Cluster cluster = Cluster.install(vertx, manager);
    return new ClusterMember(vertx, manager, Bus.install(vertx, forms), cluster);
  }

  private static Config config(String name, int port, int other) {
    Config config = new Config().setClusterName(name);
    config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig()
        .setEnabled(true)
        .addMember("127.0.0.1:" + port)
        .addMember("127.0.0.1:" + other);
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    return config;
  }

  private static Vertx patiently(Future<Vertx> joining) {
    try {
      return joining.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  /** Leaves without a word. */
  public void kill() {
    manager.getHazelcastInstance().getLifecycleService().terminate();
  }

  public void close() {
    await(vertx.close());
  }
}
