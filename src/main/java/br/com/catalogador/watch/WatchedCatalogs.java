package br.com.catalogador.watch;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetAsset;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.watch.WatchedCatalog.Told;
import br.com.catalogador.watch.message.WatchUpdate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The catalogs that are watched, one board for each question: made anew at each close, and watched
 * only by accounts that are shown the same payout. Confined to the watch verticle's event loop.
 */
final class WatchedCatalogs {
  private final Vertx vertx;
  private final Bus bus;
  private final SharedComputations computations;
  private final LongSupplier nanos;
  private final BiConsumer<Watcher, WatchedCatalog> moved;
  private final BiConsumer<Stream<Watcher>, WatchUpdate> teller;
  private final Map<WatchKey, WatchedCatalog> boards = new HashMap<>();

  /**
   * @param nanos as {@link System#nanoTime}
   * @param moved called when a watcher has gone to another board
   * @param teller sends an update to watchers
   */
  WatchedCatalogs(
      Vertx vertx,
      Bus bus,
      SharedComputations computations,
      LongSupplier nanos,
      BiConsumer<Watcher, WatchedCatalog> moved,
      BiConsumer<Stream<Watcher>, WatchUpdate> teller) {
    this.vertx = vertx;
    this.bus = bus;
    this.computations = computations;
    this.nanos = nanos;
    this.moved = moved;
    this.teller = teller;
  }

  int size() {
    return boards.size();
  }

  /** The board of a question, or null while nobody watches it. */
  WatchedCatalog get(WatchKey question) {
    return boards.get(question);
  }

  /** The asset as the broker shows it to a session's user; fails with ASSET_UNKNOWN. */
  Future<Asset> shown(SessionId session, GetCatalog query) {
    return bus.request(StreamHost.address(session), new GetAsset(query.asset()));
  }

  /** Opens the board of a question that has none, for watchers who know something already. */
  WatchedCatalog open(WatchKey question, CandleFeed feed, Told told) {
    WatchedCatalog board =
        new WatchedCatalog(
            question,
            feed,
            told,
            nanos,
            opened ->
                new RetryingRefresh<>(vertx, () -> anew(opened), made -> renewed(opened, made)));
    boards.put(question, board);
    feed.boards().add(board);
    return board;
  }

  /** Forgets a board that nobody watches any more. */
  void close(WatchedCatalog board) {
    board.renewal().cancel();
    boards.remove(board.question());
    board.feed().boards().remove(board);
  }

  /** Makes the catalogs of a feed anew whose candles have closed. */
  void renew(CandleFeed feed) {
    List<WatchedCatalog> current = List.copyOf(feed.boards());
    current.forEach(board -> board.renewal().start());
    current.forEach(this::review);
  }

  /** A board's catalog as of the newest closed candle. */
  private Future<CatalogView> anew(WatchedCatalog board) {
    SessionId via =
        Optional.ofNullable(board.feed().carrier())
            .orElseGet(() -> board.watchers().iterator().next().session());
    return computations.make(board.question(), board.feed().knownTo(), via);
  }

  private void renewed(WatchedCatalog board, CatalogView view) {
    if (isWatched(board)) {
      board.keep(view);
      board.moveTo(view).ifPresent(update -> teller.accept(board.watchers().stream(), update));
    }
  }

  private boolean isWatched(WatchedCatalog board) {
    return boards.get(board.question()) == board;
  }

  /**
   * Asks what the broker shows the watchers of a board by now: whoever is shown another payout goes
   * to another board. Beside the news of a close, which do not wait for it.
   */
  private void review(WatchedCatalog board) {
    Map<SessionId, Future<Asset>> shown = new HashMap<>();
    board
        .watchers()
        .forEach(
            watcher ->
                shown.computeIfAbsent(
                    watcher.session(), session -> shown(session, board.question().query())));
    Future.join(List.copyOf(shown.values()))
        .onComplete(ignored -> changed(board, shown).forEach((to, who) -> move(board, to, who)));
  }

  /** The sessions that are shown something else than a board, by what they are shown. */
  private static Map<WatchKey, Set<SessionId>> changed(
      WatchedCatalog board, Map<SessionId, Future<Asset>> shown) {
    Map<WatchKey, Set<SessionId>> changed = new HashMap<>();
    shown.forEach(
        (session, asset) -> {
          if (asset.succeeded() && !asset.result().equals(board.question().asset())) {
            changed
                .computeIfAbsent(
                    new WatchKey(board.question().query(), asset.result()), v -> new HashSet<>())
                .add(session);
          }
        });
    return changed;
  }

  private void move(WatchedCatalog from, WatchKey to, Set<SessionId> sessions) {
    List<Watcher> moving =
        from.watchers().stream().filter(it -> sessions.contains(it.session())).toList();
    if (moving.isEmpty() || !to.feed().equals(from.feed().key())) {
      return;
    }
    Told known = from.told();
    WatchedCatalog target = boards.get(to);
    boolean isNew = target == null;
    WatchedCatalog board = isNew ? open(to, from.feed(), known) : target;
    from.watchers().removeAll(moving);
    board.watchers().addAll(moving);
    moving.forEach(watcher -> moved.accept(watcher, board));
    if (from.watchers().isEmpty()) {
      close(from);
    }
    if (isNew) {
      board.renewal().start();
    } else {
      anew(board).onSuccess(view -> teller.accept(moving.stream(), board.since(known, view)));
    }
  }
}
