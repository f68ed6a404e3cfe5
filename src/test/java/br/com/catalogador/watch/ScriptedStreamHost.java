package br.com.catalogador.watch;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.ServiceRegistration;
import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetAsset;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.GetCatalogAt;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.message.StartStream;
import br.com.catalogador.session.message.StopStream;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.session.message.StreamedCandles.CandleMoved;
import br.com.catalogador.session.message.StreamedCandles.CandlesClosed;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.support.Awaiting;
import io.vertx.core.Future;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A session as the watch package uses it: computes catalogs of a market that rises in odd minutes
 * and falls in even ones, publishes the candles that a test gives it, and records all requests.
 */
final class ScriptedStreamHost implements StreamHost {
  static final Asset ASSET = new Asset(76, "EURUSD", "EUR/USD", Asset.Category.FOREX, true, 0.8);
  private static final int HISTORY = 200;

  private final Bus bus;
  private final SessionId id;
  private final UserId user;
  private final ServiceRegistration<?> served;
  private final List<GetCatalogAt> computations = new CopyOnWriteArrayList<>();
  private final BlockingQueue<GetCatalogAt> computationQueue = new LinkedBlockingQueue<>();
  private final BlockingQueue<StartStream> starts = new LinkedBlockingQueue<>();
  private final BlockingQueue<StopStream> stops = new LinkedBlockingQueue<>();
  private volatile Future<Void> answersAfter = Future.succeededFuture();
  private volatile FailureKind startFailure;
  private volatile Connection connection = Connection.CONNECTED;
  private volatile Asset asset = ASSET;
  private volatile long now;
  private volatile long clockAhead;

  ScriptedStreamHost(Bus bus, String name, long now) {
    this.bus = bus;
    this.id = new SessionId(name);
    this.user = new UserId(name);
    this.now = now;
    Session session =
        (Session)
            Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Session.class}, this::callSession);
    Awaiting.await(bus.serve(Session.address(id), session).completion());
    served = bus.serve(StreamHost.address(id), this);
    Awaiting.await(served.completion());
  }

  private Object callSession(Object proxy, Method method, Object[] arguments) {
    if (arguments[0] instanceof GetSession) {
      return Future.succeededFuture(view());
    }
    throw new UnsupportedOperationException(method.getName());
  }

  SessionId id() {
    return id;
  }

  UserId user() {
    return user;
  }

  List<GetCatalogAt> computations() {
    return List.copyOf(computations);
  }

  /** The next requested computation. */
  GetCatalogAt nextComputation() throws InterruptedException {
    return computationQueue.poll(Awaiting.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** The next requested stream. */
  StartStream nextStart() throws InterruptedException {
    return starts.poll(Awaiting.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  BlockingQueue<StartStream> starts() {
    return starts;
  }

  StopStream nextStop() throws InterruptedException {
    return stops.poll(Awaiting.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Computations complete after a future, and fail if it fails. */
  void answersAfter(Future<Void> event) {
    answersAfter = event;
  }

  /** Requests for streams are recorded, but fail from now on. */
  void failStarts(FailureKind kind) {
    startFailure = kind;
  }

  /** Sets the payout that the broker shows to this account. */
  void payout(double payout) {
    asset =
        new Asset(ASSET.id(), ASSET.symbol(), ASSET.name(), ASSET.category(), ASSET.open(), payout);
  }

  void now(long seconds) {
    now = seconds;
  }

  /** Sets how far its clock is ahead, in seconds; closed candles are not affected. */
  void clockAhead(long seconds) {
    clockAhead = seconds;
  }

  /** Lets its clock step, and publishes its view. */
  void stepClock(long secondsAhead) {
    clockAhead(secondsAhead);
    bus.publish(Session.views(id), view());
  }

  /** Stops serving requests for streams and catalogs. */
  void stopServing() {
    Awaiting.await(served.withdraw());
  }

  void connection(Connection state) {
    connection = state;
    bus.publish(Session.views(id), view());
  }

  private SessionView view() {
    return new SessionView(
        new User(user, "", ""),
        connection,
        Instant.EPOCH,
        clockAhead * 1000,
        clockAhead * 1000,
        0,
        null,
        Preferences.DEFAULT,
        List.of());
  }

  /** Publishes the candle that ends at a time. */
  void close(StartStream stream, long end) {
    now = Math.max(now, end);
    CandleSeries candle = CandleSeries.of(Timeframe.M1, List.of(candle(end - 60)));
    bus.publishAt(stream.server(), STREAMED, new CandlesClosed(stream.id(), candle, end - 60, end));
  }

  void move(StartStream stream, Candle running) {
    bus.publishAt(
        stream.server(),
        STREAMED,
        new CandleMoved(stream.id(), new RunningCandle(running, running.from() + 1)));
  }

  static Candle candle(long from) {
    double step = from / 60 % 2 == 0 ? -1 : 1;
    return new Candle(from, 100, 101, 99, 100 + step);
  }

  @Override
  public Future<Void> start(StartStream request) {
    starts.add(request);
    return startFailure == null
        ? Future.succeededFuture()
        : Future.failedFuture(Failure.of(startFailure));
  }

  @Override
  public Future<Void> stop(StopStream request) {
    stops.add(request);
    return Future.succeededFuture();
  }

  @Override
  public Future<Asset> asset(GetAsset request) {
    return Future.succeededFuture(asset);
  }

  @Override
  public Future<CatalogView> catalog(GetCatalogAt request) {
    Future<Void> event = answersAfter;
    computations.add(request);
    computationQueue.add(request);
    long at = Math.max(now, request.notBefore());
    return event.map(now -> catalog(request.query(), request.asset(), at));
  }

  private CatalogView catalog(GetCatalog query, Asset asset, long at) {
    long end = Timeframe.M1.floor(at);
    CandleSeries.Builder candles = new CandleSeries.Builder(Timeframe.M1, HISTORY);
    for (long from = end - HISTORY * 60L; from < end; from += 60) {
      candles.add(candle(from));
    }
    CandleSeries series = candles.build();
    CatalogSettings settings = query.settings();
    Finality finality = Finality.upTo(at);
    Catalog catalog = Catalog.of(series, settings, finality);
    StakePlan stakes = new StakePlan(asset.payout(), 2, false);
    return new CatalogView(
        asset,
        settings,
        at + clockAhead,
        at,
        series,
        catalog.rows(),
        catalog.skipped(),
        Summary.of(catalog.rows(), settings.martingale(), stakes),
        catalog.afterHits(),
        Forming.of(series, settings, at, finality).orElse(null),
        Source.CACHE,
        0,
        null);
  }
}
