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

/** A cluster whose map has to wait for a server that stands still. */
@ExtendWith(VertxExtension.class)
class ClusterTest {
  private final CountDownLatch frozen = new CountDownLatch(1);

  /** Waits as Hazelcast does when the part of the map belongs to a server that stands still. */
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
    } catch (InterruptedException interrupted) {
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
  void aMapThatStaysSilentIsBusyAndKeepsNobodyWaiting(Vertx vertx) {
    Cluster cluster = cluster(vertx);
    Future<Void> taken = cluster.take("late");
    Future<?> holder = cluster.holder("late");

    assertThat(failure(taken).kind()).isEqualTo(FailureKind.BUSY);
    assertThat(failure(holder).kind()).isEqualTo(FailureKind.BUSY);

    frozen.countDown();
    until(() -> await(cluster.holder("late")).equals(Optional.of("this one")));
    await(cluster.release("late"));
    assertThat(map).isEmpty();
  }
}
