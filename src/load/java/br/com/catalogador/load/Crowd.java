package br.com.catalogador.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Many traders who do things at a steady rate, whether or not the server keeps up (open loop):
 * everything has a time at which it is due, and counts from then on.
 */
final class Crowd {
  private static final long PATIENCE_SECONDS = 600;
  private static final double LEAVING_PER_SECOND = 200;
  private static final double WATCHING_PER_SECOND = 200;
  private static final double RANKING_PER_SECOND = 50;

  private final Clients clients;
  private final List<Trader> traders;

  Crowd(Clients clients, Figures figures, int from, int users) {
    this.clients = clients;
    this.traders =
        IntStream.range(from, from + users).mapToObj(i -> new Trader(clients, figures, i)).toList();
  }

  void logIn(double perSecond) throws Exception {
    everybody(perSecond, (trader, due) -> trader.logIn(due));
  }

  List<String> assets() throws Exception {
    return traders.get(0).assets().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  void watch(List<String> assets) throws Exception {
    AtomicInteger next = new AtomicInteger();
    everybody(
        WATCHING_PER_SECOND,
        (trader, due) -> trader.watch(assets.get(next.getAndIncrement() % assets.size())));
  }

  /**
   * Everybody looks at a ranking from now on.
   *
   * @param own whether each at one of his own
   */
  void rank(boolean own) throws Exception {
    everybody(RANKING_PER_SECOND, (trader, due) -> trader.rank(own, due));
  }

  void logOut() throws Exception {
    everybody(LEAVING_PER_SECOND, (trader, due) -> trader.logOut());
  }

  /** Each in his turn; comes back when all are done. Failures have been counted. */
  private void everybody(double perSecond, BiFunction<Trader, Long, Future<Void>> action)
      throws Exception {
    List<Future<Void>> all = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < traders.size(); i++) {
      long due = start + (long) (i * 1e9 / perSecond);
      Trader trader = traders.get(i);
      Promise<Void> done = Promise.promise();
      at(due, () -> action.apply(trader, due).onComplete(done));
      all.add(done.future());
    }
    Future.join(all).otherwiseEmpty().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void at(long due, Runnable action) {
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime()));
    clients.vertx().setTimer(millis, timer -> action.run());
  }

  /**
   * Everybody analyses once in a while from now on; their turns are spread evenly.
   *
   * @param end when it is over, by {@link System#nanoTime}
   */
  void analyze(List<String> assets, int quadrants, long periodNanos, long end) {
    long start = System.nanoTime();
    for (int i = 0; i < traders.size(); i++) {
      long due = start + i * periodNanos / traders.size();
      analyze(traders.get(i), new Work(assets, quadrants, periodNanos, end), due);
    }
  }

  private record Work(List<String> assets, int quadrants, long periodNanos, long end) {}

  private void analyze(Trader trader, Work work, long due) {
    if (due < work.end()) {
      at(
          due,
          () -> {
            trader.analyze(work.assets(), work.quadrants(), due);
            analyze(trader, work, due + work.periodNanos());
          });
    }
  }
}
