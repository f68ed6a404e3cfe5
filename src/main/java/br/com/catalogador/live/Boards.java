package br.com.catalogador.live;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.live.Board.Told;
import br.com.catalogador.live.message.LiveUpdate;
import br.com.catalogador.session.message.Carrier;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetAsset;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.SessionId;
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
 * The catalogues that are watched, one board for each question: made anew at each close, and
 * watched only by accounts that are shown the same payout. Lives on the live room's event loop.
 */
final class Boards {
  private final Vertx vertx;
  private final Bus bus;
  private final Computations computations;
  private final LongSupplier nanos;
  private final BiConsumer<Watcher, Board> moved;
  private final BiConsumer<Stream<Watcher>, LiveUpdate> teller;
  private final Map<Question, Board> boards = new HashMap<>();

  /**
   * @param nanos as {@link System#nanoTime}
   * @param moved called when a watcher has gone to another board
   * @param teller sends an update to watchers
   */
  Boards(
      Vertx vertx,
      Bus bus,
      Computations computations,
      LongSupplier nanos,
      BiConsumer<Watcher, Board> moved,
      BiConsumer<Stream<Watcher>, LiveUpdate> teller) {
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
  Board get(Question question) {
    return boards.get(question);
  }

  /** The asset as the broker shows it to a session's user; fails with ASSET_UNKNOWN. */
  Future<Asset> shown(SessionId session, GetCatalog query) {
    return bus.request(Carrier.address(session), new GetAsset(query.asset()));
  }

  /** Opens the board of a question that has none, for watchers who know something already. */
  Board open(Question question, Feed feed, Told told) {
    Board board =
        new Board(
            question,
            feed,
            told,
            nanos,
            opened -> new Renewal<>(vertx, () -> anew(opened), made -> renewed(opened, made)));
    boards.put(question, board);
    feed.boards().add(board);
    return board;
  }

  /** Forgets a board that nobody watches any more. */
  void close(Board board) {
    board.renewal().cancel();
    boards.remove(board.question());
    board.feed().boards().remove(board);
  }

  /** Makes the catalogues of a feed anew whose candles have closed. */
  void renew(Feed feed) {
    List<Board> current = List.copyOf(feed.boards());
    current.forEach(board -> board.renewal().start());
    current.forEach(this::review);
  }

  /** A board's catalogue as of the newest closed candle. */
  private Future<CatalogView> anew(Board board) {
    SessionId via =
        Optional.ofNullable(board.feed().carrier())
            .orElseGet(() -> board.watchers().iterator().next().session());
    return computations.make(board.question(), board.feed().knownTo(), via);
  }

  private void renewed(Board board, CatalogView view) {
    if (isWatched(board)) {
      board.keep(view);
      board.moveTo(view).ifPresent(update -> teller.accept(board.watchers().stream(), update));
    }
  }

  private boolean isWatched(Board board) {
    return boards.get(board.question()) == board;
  }

  /**
   * Asks what the broker shows the watchers of a board by now: whoever is shown another payout goes
   * to another board. Beside the news of a close, which do not wait for it.
   */
  private void review(Board board) {
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
  private static Map<Question, Set<SessionId>> changed(
      Board board, Map<SessionId, Future<Asset>> shown) {
    Map<Question, Set<SessionId>> changed = new HashMap<>();
    shown.forEach(
        (session, asset) -> {
          if (asset.succeeded() && !asset.result().equals(board.question().asset())) {
            changed
                .computeIfAbsent(
                    new Question(board.question().query(), asset.result()), v -> new HashSet<>())
                .add(session);
          }
        });
    return changed;
  }

  private void move(Board from, Question to, Set<SessionId> sessions) {
    List<Watcher> moving =
        from.watchers().stream().filter(it -> sessions.contains(it.session())).toList();
    if (moving.isEmpty() || !to.feed().equals(from.feed().key())) {
      return;
    }
    Told known = from.told();
    Board target = boards.get(to);
    boolean isNew = target == null;
    Board board = isNew ? open(to, from.feed(), known) : target;
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
