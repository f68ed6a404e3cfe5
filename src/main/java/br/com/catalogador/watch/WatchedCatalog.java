package br.com.catalogador.watch;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.watch.message.WatchUpdate.CatalogMoved;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * One catalog that is watched: by whom, and what they have been told. Confined to the watch
 * verticle's event loop.
 */
final class WatchedCatalog {
  /**
   * How long a view may be given to others: long enough for a crowd that comes back at once, and so
   * short that its {@code computedAt} is still the time.
   */
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Larger ones are not kept but made again from the cache: 20 KB each. */
  private static final int MOST_CANDLES_KEPT = 500;

  private final WatchKey question;
  private final CandleFeed feed;
  private final LongSupplier nanos;
  private final RetryingRefresh<CatalogView> renewal;
  private final List<Watcher> watchers = new ArrayList<>();
  private Told told;
  private Kept kept;

  /** What every watcher knows. */
  record Told(Asset asset, long finalTo, List<Row> rows, long candlesTo, Forming forming) {
    static Told of(CatalogView view) {
      return new Told(
          view.asset(), view.finalTo(), view.rows(), view.candles().end(), view.forming());
    }
  }

  private record Kept(CatalogView view, long knownTo, long since) {}

  /**
   * @param told what the first watcher knows
   * @param nanos as {@link System#nanoTime}
   * @param renewal makes the catalog of this board anew
   */
  WatchedCatalog(
      WatchKey question,
      CandleFeed feed,
      Told told,
      LongSupplier nanos,
      Function<WatchedCatalog, RetryingRefresh<CatalogView>> renewal) {
    this.question = question;
    this.feed = feed;
    this.nanos = nanos;
    this.told = told;
    this.renewal = renewal.apply(this);
  }

  WatchKey question() {
    return question;
  }

  Told told() {
    return told;
  }

  /** To be cancelled when nobody watches any more. */
  RetryingRefresh<CatalogView> renewal() {
    return renewal;
  }

  CandleFeed feed() {
    return feed;
  }

  /** Those who watch; the caller adds and removes. One who begins anew is there twice meanwhile. */
  List<Watcher> watchers() {
    return watchers;
  }

  /** Keeps a view that has just been made, so that the next watcher needs no other. */
  void keep(CatalogView view) {
    kept =
        view.candles().size() > MOST_CANDLES_KEPT
            ? null
            : new Kept(view, feed.knownTo(), nanos.getAsLong());
  }

  /** A view that has been made just now and is still the newest there can be. */
  Optional<CatalogView> current() {
    return Optional.ofNullable(kept)
        .filter(made -> made.knownTo() == feed.knownTo())
        .filter(made -> nanos.getAsLong() - made.since() < KEPT_NANOS)
        .map(Kept::view);
  }

  /**
   * What a newer view has that the watchers have not been told; from now on they have. Empty when
   * that is nothing, or when fewer candles were final than in the view before.
   */
  Optional<CatalogMoved> moveTo(CatalogView view) {
    Told before = told;
    Told now = Told.of(view);
    CatalogMoved update = since(before, view);
    boolean same =
        update.rowsChanged().isEmpty()
            && update.candles().isEmpty()
            && start(before) == start(now)
            && before.asset().equals(now.asset());
    // By candles, not by computedAt: the clock of the session that computed it may be wrong.
    if (same || now.finalTo() < before.finalTo()) {
      return Optional.empty();
    }
    told = now;
    return Optional.of(update);
  }

  /** What a view has that is new to those who know something else. */
  CatalogMoved since(Told known, CatalogView view) {
    return new CatalogMoved(
        question.query(),
        view.asset(),
        view.computedAt(),
        view.candles().between(known.candlesTo(), Long.MAX_VALUE),
        view.candles().isEmpty() ? null : view.candles().end(),
        view.skipped(),
        changed(known.rows(), view.rows()),
        view.summary(),
        view.forming());
  }

  private static List<Row> changed(List<Row> before, List<Row> now) {
    Map<Long, Row> known =
        before.stream().collect(Collectors.toMap(Row::start, Function.identity()));
    return now.stream().filter(row -> !row.equals(known.get(row.start()))).toList();
  }

  private static long start(Told told) {
    return told.forming() == null ? 0 : told.forming().start();
  }
}
