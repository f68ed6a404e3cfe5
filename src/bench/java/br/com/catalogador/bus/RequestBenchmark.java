package br.com.catalogador.bus;

import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A request to another room of this server and its answer, without a cluster. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestBenchmark {
  private static final int REQUESTS = 1_000;
  private static final Address<Echo> ADDRESS =
      new Address<>("echo", Duration.ofSeconds(10), FailureKind.BUSY);

  private Vertx vertx;
  private Bus bus;

  private interface Echo {
    Future<String> echo(Say say);
  }

  private record Say(String text) implements Request<Echo, String> {
    @Override
    public Future<String> ask(Echo echo) {
      return echo.echo(this);
    }
  }

  @Setup
  public void start() {
    vertx = Vertx.vertx();
    bus = Bus.install(vertx);
    bus.serve(ADDRESS, say -> Future.succeededFuture(say.text())).completion().await();
  }

  @TearDown
  public void stop() {
    vertx.close().await();
  }

  @Benchmark
  @OperationsPerInvocation(REQUESTS)
  public void request() throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    AtomicInteger left = new AtomicInteger(REQUESTS);
    vertx.runOnContext(
        now -> {
          for (int i = 0; i < REQUESTS; i++) {
            bus.request(ADDRESS, new Say("a"))
                .onComplete(
                    done -> {
                      if (left.decrementAndGet() == 0) {
                        answered.countDown();
                      }
                    });
          }
        });
    answered.await();
  }
}
