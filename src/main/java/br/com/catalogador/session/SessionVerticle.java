package br.com.catalogador.session;

import br.com.catalogador.broker.Balance;
import br.com.catalogador.broker.BrokerClock;
import br.com.catalogador.broker.PolariumApi;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.Profile;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.bus.Serving;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.ranking.Ranking;
import br.com.catalogador.ranking.RankingHost;
import br.com.catalogador.ranking.RankingRecord;
import br.com.catalogador.ranking.message.EnterAnalysis;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.session.message.AssetsView;
import br.com.catalogador.session.message.CandlesView;
import br.com.catalogador.session.message.Carrier;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.FetchCandles;
import br.com.catalogador.session.message.GetAssets;
import br.com.catalogador.session.message.GetCandles;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.KeepState;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.RestSession;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.SessionState;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.message.SessionView.PracticeBalance;
import br.com.catalogador.session.message.SetPreferences;
import br.com.catalogador.session.message.User;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One user's session: his link to the broker, his profile and balance, his list of assets. Deployed
 * by the directory when he logs in, or comes back to a session that rested; it asks the directory
 * to be removed when it has been idle for too long.
 */
final class SessionVerticle extends VerticleBase implements Session {
  private static final int IDLE_CHECKS_PER_LIMIT = 10;
  private static final long OPTIONAL_MILLIS = 2_000;

  private final SessionId id;
  private final Secret ssid;
  private final Broker broker;
  private final Duration idle;
  private SessionState state;
  private User known;
  private Bus bus;
  private List<Serving<?>> serving = List.of();
  private PolariumLink link;
  private PolariumApi api;
  private User user;
  private PracticeBalance balance;
  private Connection connection;
  private Instant connectionSince;
  private AssetBook assets;
  private Catalogues catalogues;
  private Carrying carrying;
  private Ranking ranking;
  private long lastUsed;

  /**
   * @param ssid the broker's session id from the user's last login
   * @param state what the session held when its verticle went the last time
   */
  SessionVerticle(SessionId id, Secret ssid, SessionState state, Broker broker, Duration idle) {
    this.id = id;
    this.ssid = ssid;
    this.state = state;
    this.broker = broker;
    this.idle = idle;
  }

  /**
   * Whose session it is as far as that is known without the broker, which may not tell it again.
   *
   * @param user null where only the broker knows
   */
  SessionVerticle knownAs(User user) {
    known = user;
    return this;
  }

  @Override
  public Future<?> start() {
    bus = Bus.of(vertx);
    catalogues = new Catalogues(bus, id);
    link = broker.link(ssid);
    api = new PolariumApi(link);
    assets = new AssetBook(api, link.clock(), bus);
    carrying = new Carrying(vertx, bus, link, assets, catalogues);
    ranking = ranking();
    used();
    return link.open()
        .compose(opened -> readAccount())
        .compose(read -> serve())
        .onSuccess(
            done -> {
              watchForIdleness();
              // One that was revived is told of to those who knew it before.
              tellView();
            })
        .onFailure(cause -> link.close());
  }

  private Future<?> serve() {
    serving =
        List.of(
            bus.serve(Rankings.address(id), ranking),
            bus.serve(Carrier.address(id), carrying),
            bus.serve(Session.address(id), this));
    return Future.all(serving.stream().map(Serving::completion).toList())
        .compose(served -> bus.listen(Cluster.LEFT, carrying::serverLeft).completion());
  }

  /** Deaf before the link goes: who asks from now on finds nobody, and has the session revived. */
  @Override
  public Future<?> stop() {
    carrying.close();
    ranking.close();
    return Future.join(serving.stream().map(Serving::withdraw).toList())
        .eventually(() -> link.close());
  }

  /**
   * Only whose account it is has to be known; balance and assets are waited for a little, since a
   * page asks for them first of all, and taken whenever they come.
   */
  private Future<Void> readAccount() {
    Future<Profile> profile = api.profile();
    Future<List<Balance>> balances = api.balances().onSuccess(this::balancesRead);
    Future<AssetsView> listed = assets.fresh();
    return profile
        .map(told -> new User(new UserId(Long.toString(told.userId())), told.name(), told.email()))
        .recover(this::userOtherwise)
        .onSuccess(
            told -> {
              user = told;
              noteConnection();
              PolariumApi.watchBalances(link, this::balanceChanged);
              link.onChange(this::linkChanged);
            })
        .compose(
            told ->
                Future.join(balances, listed)
                    .timeout(OPTIONAL_MILLIS, TimeUnit.MILLISECONDS)
                    .otherwiseEmpty())
        .mapEmpty();
  }

  /** Whom the login told, where the profile does not. */
  private Future<User> userOtherwise(Throwable cause) {
    FailureKind kind = Failure.from(cause).kind();
    boolean isOver = kind == FailureKind.SESSION_ENDED || kind == FailureKind.BROKER_UNAVAILABLE;
    if (known != null && !isOver) {
      return Future.succeededFuture(known);
    }
    return Future.failedFuture(
        kind == FailureKind.BROKER_REFUSED ? Failure.of(FailureKind.BROKER_UNREADABLE) : cause);
  }

  private void balancesRead(List<Balance> told) {
    told.forEach(this::noteBalance);
    if (!serving.isEmpty()) {
      tellView();
    }
  }

  private void balanceChanged(Balance told) {
    noteBalance(told);
    tellView();
  }

  private void linkChanged() {
    noteConnection();
    tellView();
  }

  private void tellView() {
    bus.publish(Session.views(id), view());
  }

  private void noteConnection() {
    Connection now = connection();
    if (connection != now) {
      connection = now;
      connectionSince = broker.localTime().instant();
    }
  }

  private void noteBalance(Balance told) {
    if (told.type() == Balance.PRACTICE) {
      balance = new PracticeBalance(told.amount(), told.currency());
    }
  }

  private void watchForIdleness() {
    vertx.setPeriodic(
        Math.max(1, idle.toMillis() / IDLE_CHECKS_PER_LIMIT),
        timer -> {
          if (now() - lastUsed >= idle.toMillis()) {
            bus.request(SessionDirectory.ADDRESS, new RestSession(id, user.id()));
          }
        });
  }

  /** Two requests more than the socket carries, so that it never waits for the next. */
  private Ranking ranking() {
    return new Ranking(
        vertx,
        new Host(),
        broker.requestsInFlight() + 2,
        broker.localTime(),
        RankingRecord.decode(state.ranking()).orElse(null));
  }

  /** What this session lends its ranking. */
  private final class Host implements RankingHost {
    @Override
    public Future<List<Asset>> assets() {
      return assets.fresh().map(AssetsView::assets);
    }

    @Override
    public Future<CatalogView> analyse(GetCatalog query) {
      return link.clockKnown()
          .compose(known -> assets.asset(query.asset()))
          .compose(asset -> catalogues.makeByOneRequest(query, asset, link.clock().seconds()));
    }

    @Override
    public void used() {
      SessionVerticle.this.used();
    }

    @Override
    public void tell(RankingView view) {
      bus.publish(Rankings.views(id), view);
    }

    @Override
    public void keep(RankingView view) {
      SessionVerticle.this.keep(state.withRanking(RankingRecord.encode(view)));
    }
  }

  /** Whose session it is, once it has been deployed. */
  User user() {
    return user;
  }

  private long now() {
    return broker.localTime().millis();
  }

  private void used() {
    lastUsed = now();
  }

  @Override
  public Future<SessionView> view(GetSession request) {
    used();
    return Future.succeededFuture(view());
  }

  private SessionView view() {
    BrokerClock clock = link.clock();
    return new SessionView(
        user,
        connection,
        connectionSince,
        clock.millis(),
        clock.offsetMillis(),
        clock.ageMillis(),
        balance,
        state.preferences());
  }

  private Connection connection() {
    return switch (link.state()) {
      case CONNECTING, AUTHENTICATING -> Connection.CONNECTING;
      case READY -> Connection.CONNECTED;
      case RECONNECTING -> Connection.RECONNECTING;
      case AUTH_FAILED -> Connection.AUTH_FAILED;
      case CLOSED -> Connection.CLOSED;
    };
  }

  @Override
  public Future<AssetsView> assets(GetAssets request) {
    used();
    return assets.fresh();
  }

  @Override
  public Future<CandlesView> candles(GetCandles request) {
    used();
    return link.clockKnown()
        .compose(known -> assets.asset(request.asset()))
        .compose(asset -> candles(request, asset, link.clock().seconds()));
  }

  private Future<CandlesView> candles(GetCandles request, Asset asset, long now) {
    long before = request.to() == null ? now : request.to();
    return bus.request(
            CandleCache.ADDRESS,
            new GetNewest(id, asset.id(), request.timeframe(), now, before, request.count()))
        .map(cached -> new CandlesView(asset, cached.closed(), cached.running()));
  }

  @Override
  public Future<CatalogView> catalog(GetCatalog request) {
    used();
    return link.clockKnown()
        .compose(known -> assets.asset(request.asset()))
        .compose(asset -> catalogues.make(request, asset, link.clock().seconds()))
        .onSuccess(view -> ranking.enter(EnterAnalysis.of(request, view)));
  }

  @Override
  public Future<Preferences> prefer(SetPreferences request) {
    used();
    state = state.with(state.preferences().with(request.changes()));
    tellView();
    return bus.request(SessionDirectory.ADDRESS, new KeepState(id, user.id(), state))
        .map(state.preferences());
  }

  private Future<Void> keep(SessionState changed) {
    state = changed;
    return bus.request(SessionDirectory.ADDRESS, new KeepState(id, user.id(), state));
  }

  @Override
  public Future<CandlePage> fetch(FetchCandles request) {
    return api.candles(request.assetId(), request.timeframe(), request.to(), request.count());
  }
}
