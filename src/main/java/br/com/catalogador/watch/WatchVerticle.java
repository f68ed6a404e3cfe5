package br.com.catalogador.watch;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.ranking.message.EnterAnalysis;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.session.message.StreamedCandles;
import br.com.catalogador.support.EncodedOnce;
import br.com.catalogador.watch.message.GetWatchState;
import br.com.catalogador.watch.message.Unwatch;
import br.com.catalogador.watch.message.Watch;
import br.com.catalogador.watch.message.WatchService;
import br.com.catalogador.watch.message.WatchState;
import br.com.catalogador.watch.message.WatchUpdate;
import br.com.catalogador.watch.message.WatchUpdate.CandleRuns;
import br.com.catalogador.watch.message.Watched;
import br.com.catalogador.watch.message.WatcherId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Registers the watchers of catalogs. Each asset and timeframe is subscribed to once at the broker,
 * and each catalog is computed once per closed candle and published as one object, whatever the
 * number of watchers.
 */
public final class WatchVerticle extends VerticleBase implements WatchService {
  private final LongSupplier nanos;
  private final Map<WatcherId, Watcher> arriving = new HashMap<>();
  private final Map<WatcherId, Seat> seats = new HashMap<>();
  private final Map<CandleFeed.Key, CandleFeed> feeds = new HashMap<>();

  /** The feeds that a session streams, by the id of its {@code StartStream}. */
  private final Map<String, CandleFeed> streams = new HashMap<>();

  private Bus bus;
  private ConnectedSessions links;
  private SharedComputations computations;
  private WatchedCatalogs boards;
  private long updates;

  /** A watcher and the catalog that it watches. */
  private record Seat(Watcher watcher, WatchedCatalog board) {}

  public WatchVerticle() {
    this(System::nanoTime);
  }

  /**
   * @param nanos as {@link System#nanoTime}
   */
  public WatchVerticle(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public Future<?> start() {
    bus = Bus.of(vertx);
    links = new ConnectedSessions(bus, nanos, this::linksChanged);
    computations = new SharedComputations(bus);
    boards = new WatchedCatalogs(vertx, bus, computations, nanos, this::seated, this::tell);
    return Future.all(
        bus.listen(StreamHost.STREAMED, this::streamed).completion(),
        bus.listen(SessionDirectory.ENDED, this::ended).completion(),
        bus.listen(Cluster.LEFT, ignored -> orderAgain()).completion(),
        bus.listen(Cluster.REJOINED, ignored -> orderAgain()).completion(),
        bus.serve(ADDRESS, this).completion());
  }

  @Override
  public Future<Watched> watch(Watch request) {
    Watcher watcher = new Watcher(request.watcher(), request.user(), request.session());
    arriving.put(watcher.id(), watcher);
    return boards
        .shown(watcher.session(), request.query())
        .map(asset -> new WatchKey(request.query(), asset))
        .compose(question -> view(watcher, question).map(view -> seat(watcher, question, view)))
        .onSuccess(watched -> enterRanking(request, watched))
        .onFailure(
            cause -> {
              if (arrives(watcher)) {
                leave(watcher.id());
              }
            });
  }

  /** The catalog counts as a single analysis for the ranking of the user who watches it. */
  private void enterRanking(Watch request, Watched watched) {
    bus.request(
        Rankings.address(request.session()), EnterAnalysis.of(request.query(), watched.catalog()));
  }

  private Future<CatalogView> view(Watcher watcher, WatchKey question) {
    WatchedCatalog board = boards.get(question);
    if (board == null) {
      return make(watcher, question, 0);
    }
    return board
        .current()
        .map(Future::succeededFuture)
        .orElseGet(() -> make(watcher, question, board.feed().knownTo()));
  }

  private Future<CatalogView> make(Watcher watcher, WatchKey question, long notBefore) {
    return computations
        .make(question, notBefore, watcher.session())
        .onSuccess(view -> keep(question, view))
        .compose(
            view -> {
              CandleFeed feed = feeds.get(question.feed());
              // Candles have closed meanwhile, and the other watchers have their update already.
              return feed != null && notBefore < feed.knownTo() && knownTo(view) < feed.knownTo()
                  ? make(watcher, question, feed.knownTo())
                  : Future.succeededFuture(view);
            });
  }

  private void keep(WatchKey question, CatalogView view) {
    WatchedCatalog board = boards.get(question);
    if (board != null && knownTo(view) >= board.feed().knownTo()) {
      board.keep(view);
    }
  }

  /** End of the final candles of a view, in epoch seconds. */
  private static long knownTo(CatalogView view) {
    return view.candles().timeframe().floor(view.finalTo());
  }

  private Watched seat(Watcher watcher, WatchKey question, CatalogView view) {
    if (!arrives(watcher)) {
      return new Watched(view, null);
    }
    CandleFeed feed = feeds.computeIfAbsent(question.feed(), key -> feed(key, view));
    WatchedCatalog board = boards.get(question);
    if (board == null) {
      board = boards.open(question, feed, WatchedCatalog.Told.of(view));
      board.keep(view);
    }
    links.follow(watcher.session());
    feed.join(watcher.session());
    board.watchers().add(watcher);
    // Unwatches the previous catalog last: it may be the same one, or another of the same feed.
    leave(watcher.id());
    seated(watcher, board);
    return new Watched(view, feed.running());
  }

  private void seated(Watcher watcher, WatchedCatalog board) {
    seats.put(watcher.id(), new Seat(watcher, board));
  }

  /** Completes a pending watch; false when its socket has closed or sent another watch since. */
  private boolean arrives(Watcher watcher) {
    // Compares identities: two watches of one socket are equal.
    return arriving.get(watcher.id()) == watcher && arriving.remove(watcher.id(), watcher);
  }

  private CandleFeed feed(CandleFeed.Key key, CatalogView view) {
    Asset asset = view.asset();
    return new CandleFeed(
        vertx,
        bus,
        links,
        streams,
        key,
        knownTo(view),
        new CandleFeed.Listener() {
          @Override
          public void running(CandleFeed feed, RunningCandle candle) {
            tell(watchers(feed), new CandleRuns(asset.symbol(), key.timeframe(), candle));
          }

          @Override
          public void closed(CandleFeed feed) {
            boards.renew(feed);
          }
        });
  }

  private static Stream<Watcher> watchers(CandleFeed feed) {
    return feed.boards().stream().flatMap(board -> board.watchers().stream());
  }

  private void tell(Stream<Watcher> watchers, WatchUpdate update) {
    updates++;
    EncodedOnce<WatchUpdate> news = new EncodedOnce<>(update);
    watchers
        .map(Watcher::user)
        .distinct()
        .forEach(user -> bus.publish(WatchService.updates(user), news));
  }

  @Override
  public Future<Void> unwatch(Unwatch request) {
    arriving.remove(request.watcher());
    leave(request.watcher());
    return Future.succeededFuture();
  }

  @Override
  public Future<WatchState> state(GetWatchState request) {
    return Future.succeededFuture(
        new WatchState(feeds.size(), boards.size(), seats.size(), updates));
  }

  private void leave(WatcherId id) {
    Seat seat = seats.remove(id);
    if (seat == null) {
      return;
    }
    WatchedCatalog board = seat.board();
    CandleFeed feed = board.feed();
    board.watchers().remove(seat.watcher());
    if (board.watchers().isEmpty()) {
      boards.close(board);
    }
    feed.leave(seat.watcher().session());
    links.leave(seat.watcher().session());
    if (!feed.isWanted()) {
      feeds.remove(feed.key());
      feed.close();
    }
  }

  private void streamed(StreamedCandles event) {
    CandleFeed feed = streams.get(event.id());
    if (feed != null) {
      feed.apply(event);
    }
  }

  private void linksChanged() {
    feeds.values().forEach(CandleFeed::choose);
  }

  /**
   * Starts the streams again: a session that was activated on another server has none yet, nor has
   * one on a server that considered this one as left.
   */
  private void orderAgain() {
    links.askAgain();
    feeds.values().forEach(CandleFeed::confirm);
  }

  private void ended(SessionEnded news) {
    arriving.values().removeIf(watcher -> watcher.session().equals(news.session()));
    List.copyOf(seats.values()).stream()
        .map(Seat::watcher)
        .filter(watcher -> watcher.session().equals(news.session()))
        .forEach(watcher -> leave(watcher.id()));
  }
}
