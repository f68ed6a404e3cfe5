package br.com.catalogador.bus;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster whose shared map blocks because another server does not respond. */
@ExtendWith(VertxExtension.class)
class ClusterTest {
  private final CountDownLatch frozen = new CountDownLatch(1);

  /** Blocks as Hazelcast does while the server with the partition does not respond. */
  private final Map<String, String> map =
      new ConcurrentHashMap<>() {
        @Override
        public String put(String name, String server) {
          waitForFrozen();
          return super.put(name, server);
        }

        @Override
        public String get(Object name) {
          waitForFrozen();
          return super.get(name);
        }
      };

  private void waitForFrozen() {
    try {
      frozen.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Cluster cluster(Vertx vertx) {
    Map<String, Object> answers =
        Map.of("getSyncMap", map, "getNodeId", "this one", "getNodes", List.of("this one"));
    return Cluster.install(
        vertx,
        (ClusterManager)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ClusterManager.class},
                (proxy, method, arguments) -> answers.get(method.getName())));
  }

  @Test
  void failsWithBusyWhenTheMapDoesNotRespond(Vertx vertx) {
    Cluster cluster = cluster(vertx);
    Future<Void> claimed = cluster.claim("late");
    Future<?> holder = cluster.holder("late");

    assertThat(failure(claimed).kind()).isEqualTo(FailureKind.BUSY);
    assertThat(failure(holder).kind()).isEqualTo(FailureKind.BUSY);

    frozen.countDown();
    until(() -> await(cluster.holder("late")).equals(Optional.of("this one")));
    await(cluster.release("late"));
    assertThat(map).isEmpty();
  }
}
