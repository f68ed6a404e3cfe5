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

/** One server of a real cluster in this process, with a bus but without services. */
public record ClusterMember(
    Vertx vertx, HazelcastClusterManager manager, Bus bus, Cluster cluster) {

  /** Starts two servers, which have joined each other. */
  public static List<ClusterMember> two(WireAdapter<?>... adapters) throws Exception {
    String name = UUID.randomUUID().toString();
    int one = Ports.free();
    int other = Ports.free();
    List<ClusterMember> both =
        List.of(start(name, one, other, adapters), start(name, other, one, adapters));
    until(() -> both.stream().allMatch(member -> member.cluster().members().size() == 2));
    return both;
  }

  /** Starts another server, which has joined this one. */
  public ClusterMember another(WireAdapter<?>... adapters) throws Exception {
    ClusterMember another = withoutBus(adapters);
    await(another.bus().open());
    return another;
  }

  /** Starts another server that has joined but does not accept messages. */
  public ClusterMember withoutBus(WireAdapter<?>... adapters) throws Exception {
    Config config = manager.getConfig();
    ClusterMember another =
        join(config.getClusterName(), Ports.free(), config.getNetworkConfig().getPort(), adapters);
    until(() -> cluster.members().contains(another.cluster().self()));
    return another;
  }

  private static ClusterMember start(String name, int port, int other, WireAdapter<?>... adapters) {
    ClusterMember member = join(name, port, other, adapters);
    await(member.bus().open());
    return member;
  }

  private static ClusterMember join(String name, int port, int other, WireAdapter<?>... adapters) {
    HazelcastClusterManager manager = new HazelcastClusterManager(config(name, port, other));
    VertxOptions options = new VertxOptions();
    options.getEventBusOptions().setHost("127.0.0.1");
    Vertx vertx =
        patiently(Vertx.builder().with(options).withClusterManager(manager).buildClustered());
    Cluster cluster = Cluster.install(vertx, manager);
    return new ClusterMember(vertx, manager, Bus.install(vertx, adapters), cluster);
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
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Terminates the member as a crash does. */
  public void kill() {
    manager.getHazelcastInstance().getLifecycleService().terminate();
  }

  public void close() {
    await(vertx.close());
  }
}
