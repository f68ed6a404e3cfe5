package br.com.catalogador.session;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.MovingBroker;
import br.com.catalogador.broker.PolariumApi;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.CandleSource;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import br.com.catalogador.model.UserId;
import br.com.catalogador.ranking.Ranking;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.support.EncodedOnce;
import br.com.catalogador.watch.message.Watch;
import br.com.catalogador.watch.message.WatchService;
import br.com.catalogador.watch.message.WatchUpdate;
import br.com.catalogador.watch.message.WatchUpdate.CatalogChanged;
import br.com.catalogador.watch.message.Watched;
import br.com.catalogador.watch.message.WatcherId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A user of a {@link MovingBroker}: the parts of the session that process candles, and the state of
 * the watched catalogs as a page would hold it. Confined to the test's event loop.
 */
final class MovingUser {
  private final Bus bus;
  private final SessionId id;
  private final UserId user;
  private final MovingBroker broker;
  private final SettledTruth truth;
  private final SessionAssets assets;
  private final CatalogMaker catalogs;
  private final CandleStreams streams;
  private final Ranking ranking;
  private final double payout;
  private final Map<GetCatalog, WatchedState> watched = new HashMap<>();
  private final Set<GetCatalog> requested = new HashSet<>();
  private final List<Throwable> failures = new ArrayList<>();
  private boolean connected = true;
  private int updates;

  /** A watched catalog as the page holds it. */
  static final class WatchedState {
    private final TreeMap<Long, Row> rows = new TreeMap<>();
    private long computedAt;
    private long candlesTo;
    private Summary summary;

    private void apply(long at, long to, List<Row> changed, Summary newSummary) {
      computedAt = at;
      candlesTo = to;
      summary = newSummary;
      changed.forEach(row -> rows.put(row.start(), row));
    }

    Row row(long start) {
      return rows.get(start);
    }

    /** The newest rows, oldest first. */
    List<Row> newest(int count) {
      List<Row> all = List.copyOf(rows.values());
      return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** Whether both show the same time and the same candles. */
    boolean isOfTheTimeOf(WatchedState other) {
      return computedAt == other.computedAt && candlesTo == other.candlesTo;
    }

    /** Whether it ends with the same candle as a catalog. */
    boolean isOfTheTimeOf(CatalogView view) {
      return candlesTo == view.candles().end();
    }

    /** End of its candles, in epoch seconds. */
    long candlesTo() {
      return candlesTo;
    }

    Summary summary() {
      return summary;
    }
  }

  /**
   * @param vertx a Vert.x with timers of the market's time
   * @param payout the payout that the broker shows this user
   */
  MovingUser(
      Vertx vertx, Bus bus, String name, MovingBroker broker, SettledTruth truth, double payout) {
    this.bus = bus;
    this.id = new SessionId("session" + name);
    this.user = new UserId(name);
    this.broker = broker;
    this.truth = truth;
    this.payout = payout;
    assets = new SessionAssets(new PolariumApi(broker), broker.clock(), bus);
    HistoryFetcher history =
        new HistoryFetcher(vertx, bus, id, broker.clock()::seconds, () -> false, 2, wanted -> {});
    catalogs =
        new CatalogMaker(
            bus, id, (asset, timeframe, now, count) -> Future.succeededFuture(), history);
    streams = new CandleStreams(vertx, bus, id, broker, assets, catalogs);
    ranking = Ranking.hostedBy(vertx, new Host(), null);
  }

  Future<?> start() {
    Session session =
        (Session)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> asked(method, arguments));
    broker.onStep(() -> bus.publish(Session.views(id), view()));
    return Future.all(
        bus.serve(Session.address(id), session).completion(),
        bus.serve(CandleSource.address(id), broker).completion(),
        bus.serve(StreamHost.address(id), streams).completion(),
        bus.listen(WatchService.updates(user), this::received).completion());
  }

  private Object asked(Method method, Object[] arguments) {
    if (arguments[0] instanceof GetSession) {
      return Future.succeededFuture(view());
    }
    throw new UnsupportedOperationException(method.getName());
  }

  private SessionView view() {
    return new SessionView(
        new User(user, "", ""),
        connected ? Connection.CONNECTED : Connection.RECONNECTING,
        Instant.EPOCH,
        broker.clock().millis(),
        0,
        0,
        null,
        Preferences.DEFAULT,
        List.of());
  }

  private final class Host implements HostedService.Host {
    @Override
    public SessionId session() {
      return id;
    }

    @Override
    public InstantSource localTime() {
      return InstantSource.system();
    }

    @Override
    public int concurrentAnalyses() {
      return 2;
    }

    @Override
    public Future<List<Asset>> assets() {
      return assets.fresh().map(view -> view.assets());
    }

    @Override
    public Future<HostedService.AssetCells> countCells(
        String symbol, MatrixSettings matrix, CatalogSettings settings) {
      return assets
          .asset(symbol)
          .compose(asset -> catalogs.countCells(matrix, settings, asset, broker.clock().seconds()));
    }

    @Override
    public List<Strategy> ownStrategies() {
      return List.of();
    }

    @Override
    public void used() {}

    @Override
    public void store(String state) {}
  }

  Ranking ranking() {
    return ranking;
  }

  MovingBroker broker() {
    return broker;
  }

  double payout() {
    return payout;
  }

  /** Delivers the broker's messages of one second. */
  void second() {
    broker.second();
    if (connected != broker.isConnected()) {
      connected = broker.isConnected();
      bus.publish(Session.views(id), view());
    }
  }

  /** Requests a catalog once, as an HTTP request does. */
  Future<CatalogView> ask(GetCatalog query) {
    return assets
        .asset(query.asset())
        .compose(asset -> catalogs.make(query, asset, broker.clock().seconds()));
  }

  /** Watches a catalog if it is not watched yet. */
  void watch(GetCatalog query) {
    if (watched.containsKey(query) || !requested.add(query)) {
      return;
    }
    WatcherId watcher = new WatcherId(id.value() + query.settings().strategy().id());
    bus.request(WatchService.ADDRESS, new Watch(watcher, user, id, query))
        .onSuccess(reply -> recordFailures(() -> begin(query, reply)))
        .onComplete(ignored -> requested.remove(query));
  }

  private void begin(GetCatalog query, Watched reply) {
    CatalogView view = reply.catalog();
    List<Row> rows = view.rows();
    assertThat(view.asset().payout()).isEqualTo(payout);
    truth.areTrue(view.candles());
    truth.areTrue(query, rows);
    WatchedState begun = new WatchedState();
    begun.apply(view.computedAt(), view.candles().end(), rows, view.summary());
    watched.put(query, begun);
  }

  private void received(EncodedOnce<WatchUpdate> update) {
    if (update.value() instanceof CatalogChanged moved && watched.containsKey(moved.query())) {
      recordFailures(() -> moved(moved, watched.get(moved.query())));
    }
  }

  /** Checks that no row that was settled has changed, not even back to pending. */
  private void moved(CatalogChanged update, WatchedState known) {
    updates++;
    assertThat(update.asset().payout()).isEqualTo(payout);
    truth.areTrue(update.candles());
    // The update also repeats candles to a page that joined with a newer catalog than the others.
    CandleSeries added = update.candles().between(known.candlesTo, Long.MAX_VALUE);
    truth.areAll(added, known.candlesTo, update.dataTo());
    truth.areTrue(update.query(), update.rowsChanged());
    for (Row row : update.rowsChanged()) {
      Row before = known.row(row.start());
      if (before != null && SettledTruth.isSettled(before)) {
        assertThat(row).as("was settled").isEqualTo(before);
      }
    }
    known.apply(update.computedAt(), update.dataTo(), update.rowsChanged(), update.summary());
  }

  /** Records failed assertions: an exception on an event loop does not fail the test. */
  private void recordFailures(Runnable check) {
    try {
      check.run();
    } catch (AssertionError | RuntimeException e) {
      failures.add(e);
    }
  }

  List<Throwable> failures() {
    return failures;
  }

  /** The number of catalog updates received. */
  int updates() {
    return updates;
  }

  /** The state of a watched catalog; null while it is not watched. */
  WatchedState watched(GetCatalog query) {
    return watched.get(query);
  }

  /** Drops streams and state, as a stop of the server does. */
  void forget() {
    streams.close();
    watched.clear();
  }
}
