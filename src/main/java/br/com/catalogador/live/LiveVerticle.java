package br.com.catalogador.live;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.bus.News;
import br.com.catalogador.cache.message.AddClosed;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.live.message.GetLiveState;
import br.com.catalogador.live.message.Live;
import br.com.catalogador.live.message.LiveState;
import br.com.catalogador.live.message.LiveUpdate;
import br.com.catalogador.live.message.LiveUpdate.CandleRuns;
import br.com.catalogador.live.message.Unwatch;
import br.com.catalogador.live.message.Watch;
import br.com.catalogador.live.message.Watched;
import br.com.catalogador.live.message.WatcherId;
import br.com.catalogador.session.message.CarriedCandles;
import br.com.catalogador.session.message.Carrier;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Knows who watches what. However many watch an asset, the broker is subscribed to once; however
 * many watch a catalogue, it is made once per closed candle and told as one object.
 */
public final class LiveVerticle extends VerticleBase implements Live {
  private final LongSupplier nanos;
  private final Map<WatcherId, Watcher> arriving = new HashMap<>();
  private final Map<WatcherId, Seat> seats = new HashMap<>();
  private final Map<Feed.Key, Feed> feeds = new HashMap<>();
  private Bus bus;
  private Links links;
  private Computations computations;
  private Boards boards;
  private long updates;

  /** A watcher at the board he watches. */
  private record Seat(Watcher watcher, Board board) {}

  public LiveVerticle() {
    this(System::nanoTime);
  }

  /**
   * @param nanos as {@link System#nanoTime}
   */
  public LiveVerticle(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public Future<?> start() {
    bus = Bus.of(vertx);
    links = new Links(bus, this::linksChanged);
    computations = new Computations(bus);
    boards = new Boards(vertx, bus, computations, nanos, this::seated, this::tell);
    return Future.all(
        bus.listen(Carrier.CARRIED, this::carried).completion(),
        bus.listen(SessionDirectory.ENDED, this::ended).completion(),
        bus.listen(Cluster.LEFT, news -> orderAgain()).completion(),
        bus.listen(Cluster.REJOINED, news -> orderAgain()).completion(),
        bus.serve(ADDRESS, this).completion());
  }

  @Override
  public Future<Watched> watch(Watch request) {
    Watcher watcher = new Watcher(request.watcher(), request.user(), request.session());
    arriving.put(watcher.id(), watcher);
    return boards
        .shown(watcher.session(), request.query())
        .map(asset -> new Question(request.query(), asset))
        .compose(question -> view(watcher, question).map(view -> seat(watcher, question, view)))
        .onFailure(
            cause -> {
              if (arrives(watcher)) {
                leave(watcher.id());
              }
            });
  }

  private Future<CatalogView> view(Watcher watcher, Question question) {
    Board board = boards.get(question);
    if (board == null) {
      return make(watcher, question, 0);
    }
    return board
        .current()
        .map(Future::succeededFuture)
        .orElseGet(() -> make(watcher, question, board.feed().knownTo()));
  }

  private Future<CatalogView> make(Watcher watcher, Question question, long notBefore) {
    return computations
        .make(question, notBefore, watcher.session())
        .onSuccess(view -> keep(question, view))
        .compose(
            view -> {
              Feed feed = feeds.get(question.feed());
              // Candles have closed meanwhile, and those who watch already have been told.
              return feed != null && notBefore < feed.knownTo() && knownTo(view) < feed.knownTo()
                  ? make(watcher, question, feed.knownTo())
                  : Future.succeededFuture(view);
            });
  }

  private void keep(Question question, CatalogView view) {
    Board board = boards.get(question);
    if (board != null && knownTo(view) >= board.feed().knownTo()) {
      board.keep(view);
    }
  }

  /** Up to when a view misses nothing, in epoch seconds. */
  private static long knownTo(CatalogView view) {
    return view.candles().timeframe().floor(view.analysed().settings().finality().until());
  }

  private Watched seat(Watcher watcher, Question question, CatalogView view) {
    if (!arrives(watcher)) {
      return new Watched(view, null);
    }
    Feed feed = feeds.computeIfAbsent(question.feed(), key -> feed(key, view));
    Board board = boards.get(question);
    if (board == null) {
      board = boards.open(question, feed, Board.Told.of(view));
      board.keep(view);
    }
    links.follow(watcher.session());
    feed.join(watcher.session());
    board.watchers().add(watcher);
    // Only now what he watched before: it may be the same board, or another of the same feed.
    leave(watcher.id());
    seated(watcher, board);
    return new Watched(view, feed.running());
  }

  private void seated(Watcher watcher, Board board) {
    seats.put(watcher.id(), new Seat(watcher, board));
  }

  /** Ends a watch's waiting; false when its socket has gone or asks for something else by now. */
  private boolean arrives(Watcher watcher) {
    // The very same one: two watches of one socket are equal.
    return arriving.get(watcher.id()) == watcher && arriving.remove(watcher.id(), watcher);
  }

  private Feed feed(Feed.Key key, CatalogView view) {
    Asset asset = view.asset();
    return new Feed(
        vertx,
        bus,
        links,
        key,
        knownTo(view),
        new Feed.Listener() {
          @Override
          public void running(Feed feed, RunningCandle candle) {
            tell(watchers(feed), new CandleRuns(asset.symbol(), key.timeframe(), candle));
          }

          @Override
          public void closed(Feed feed, CandleSeries candles, long knownFrom, boolean cached) {
            if (cached) {
              boards.renew(feed);
              return;
            }
            // Into the cache first: then no catalogue asks the broker for what it has just told.
            AddClosed known =
                new AddClosed(key.assetId(), key.timeframe(), candles, knownFrom, feed.knownTo());
            bus.request(CandleCache.ADDRESS, known).onComplete(added -> boards.renew(feed));
          }
        });
  }

  private static Stream<Watcher> watchers(Feed feed) {
    return feed.boards().stream().flatMap(board -> board.watchers().stream());
  }

  private void tell(Stream<Watcher> watchers, LiveUpdate update) {
    updates++;
    News<LiveUpdate> news = new News<>(update);
    watchers.map(Watcher::user).distinct().forEach(user -> bus.publish(Live.updates(user), news));
  }

  @Override
  public Future<Void> unwatch(Unwatch request) {
    arriving.remove(request.watcher());
    leave(request.watcher());
    return Future.succeededFuture();
  }

  @Override
  public Future<LiveState> state(GetLiveState request) {
    return Future.succeededFuture(
        new LiveState(feeds.size(), boards.size(), seats.size(), updates));
  }

  private void leave(WatcherId id) {
    Seat seat = seats.remove(id);
    if (seat == null) {
      return;
    }
    Board board = seat.board();
    Feed feed = board.feed();
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

  private void carried(CarriedCandles told) {
    feeds.values().stream()
        .filter(feed -> feed.isFor(told))
        .findFirst()
        .ifPresent(feed -> feed.take(told));
  }

  private void linksChanged() {
    feeds.values().forEach(Feed::choose);
  }

  /**
   * A session that comes back on another server carries nothing yet, however soon it came; nor does
   * one on a server that took this one for gone.
   */
  private void orderAgain() {
    links.askAgain();
    feeds.values().forEach(Feed::confirm);
  }

  private void ended(SessionEnded news) {
    arriving.values().removeIf(watcher -> watcher.session().equals(news.session()));
    List.copyOf(seats.values()).stream()
        .map(Seat::watcher)
        .filter(watcher -> watcher.session().equals(news.session()))
        .forEach(watcher -> leave(watcher.id()));
  }
}
