package br.com.catalogador.session;

import br.com.catalogador.broker.Balance;
import br.com.catalogador.broker.BrokerClock;
import br.com.catalogador.broker.PolariumApi;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.Profile;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.bus.ServiceRegistration;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import br.com.catalogador.model.UserId;
import br.com.catalogador.ranking.Ranking;
import br.com.catalogador.ranking.RankingHost;
import br.com.catalogador.ranking.RankingRecord;
import br.com.catalogador.ranking.message.EnterAnalysis;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.session.message.CandlesView;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.FetchCandles;
import br.com.catalogador.session.message.GetAssets;
import br.com.catalogador.session.message.GetCandles;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.PassivateSession;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.RecordTokenUse;
import br.com.catalogador.session.message.RenewLogin;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.message.SessionView.PracticeBalance;
import br.com.catalogador.session.message.SetPreferences;
import br.com.catalogador.session.message.StorePreferences;
import br.com.catalogador.session.message.StoreRanking;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One user's session: his link to the broker, his profile and balance, his list of assets. Deployed
 * by the directory when he logs in, or comes back to a session that rested; it asks the directory
 * to be removed when it has been idle for too long.
 */
public final class SessionVerticle extends VerticleBase implements Session {
  private static final Logger LOG = LoggerFactory.getLogger(SessionVerticle.class);
  private static final int IDLE_CHECKS_PER_LIMIT = 10;
  private static final long OPTIONAL_MILLIS = 2_000;

  /** So long the broker's part in closing the socket is waited for; it may be silent. */
  private static final long CLOSING_MILLIS = 500;

  private final SessionId id;
  private final BrokerAccess broker;
  private final Duration idle;
  private final Map<String, Instant> lastSeen = new ConcurrentHashMap<>();
  private String storedRanking;
  private List<LoginToken> tokens;
  private Preferences preferences;
  private User known;

  /** What the user's last login brought, to go on with when the broker ends what is in use. */
  private Secret nextSsid;

  /** What the link is authenticated with. */
  private volatile Secret ssid;

  private volatile boolean refused;
  private Bus bus;
  private List<ServiceRegistration<?>> serving = List.of();
  private PolariumLink link;
  private PolariumApi api;
  private User user;
  private PracticeBalance balance;
  private Connection connection;
  private Instant connectionSince;
  private SessionAssets assets;
  private CatalogMaker catalogs;
  private CandleStreams carrying;
  private Ranking ranking;
  private long lastUsed;

  /**
   * @param ssid the broker's session id from the user's last login
   * @param tokens those that open the session
   * @param preferences null for none yet
   * @param ranking the last one as text; null for none
   */
  public SessionVerticle(
      SessionId id,
      Secret ssid,
      List<LoginToken> tokens,
      Preferences preferences,
      String ranking,
      BrokerAccess broker,
      Duration idle) {
    this.id = id;
    this.ssid = ssid;
    this.tokens = List.copyOf(tokens);
    this.preferences = preferences == null ? Preferences.DEFAULT : preferences;
    this.storedRanking = ranking;
    this.broker = broker;
    this.idle = idle;
  }

  /**
   * Whose session it is as far as that is known without the broker, which may not tell it again.
   *
   * @param user null where only the broker knows
   */
  public SessionVerticle knownAs(User user) {
    known = user;
    return this;
  }

  @Override
  public Future<?> start() {
    bus = Bus.of(vertx);
    catalogs = new CatalogMaker(bus, id);
    link = broker.link(ssid);
    api = new PolariumApi(link);
    assets = new SessionAssets(api, link.clock(), bus);
    carrying = new CandleStreams(vertx, bus, id, link, assets, catalogs);
    ranking = ranking();
    storedRanking = null; // it may be large
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
            bus.serve(Rankings.address(id), ranking, OwnershipGuard.of(vertx)),
            bus.serve(StreamHost.address(id), carrying, OwnershipGuard.of(vertx)),
            bus.serve(Session.address(id), this, OwnershipGuard.of(vertx)));
    return Future.all(serving.stream().map(ServiceRegistration::completion).toList())
        .compose(served -> bus.listen(Cluster.LEFT, carrying::serverLeft).completion());
  }

  /**
   * Unregisters its services before closing the link to the broker, so that later requests find
   * nobody and have the session brought back.
   */
  @Override
  public Future<?> stop() {
    carrying.close();
    ranking.close();
    return Future.join(serving.stream().map(ServiceRegistration::withdraw).toList())
        .eventually(
            () -> link.close().timeout(CLOSING_MILLIS, TimeUnit.MILLISECONDS).otherwiseEmpty());
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
    if (nextSsid != null && link.state() == PolariumLink.State.RECONNECTING) {
      // The link tells of its change while it changes.
      context.runOnContext(
          now ->
              takeNextSsid()
                  .onFailure(cause -> LOG.debug("a login is taken later: {}", cause.getMessage())));
    }
  }

  private void tellView() {
    bus.publish(Session.views(id), view());
  }

  private void noteConnection() {
    Connection now = connection();
    if (connection != now) {
      connection = now;
      refused = now == Connection.AUTH_FAILED;
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
            bus.request(SessionDirectory.ADDRESS, new PassivateSession(id, user.id()));
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
        RankingRecord.decode(storedRanking).orElse(null));
  }

  /** What this session lends its ranking. */
  private final class Host implements RankingHost {
    @Override
    public Future<List<Asset>> assets() {
      return assets.fresh().map(AssetsView::assets);
    }

    @Override
    public Future<CatalogView> analyze(GetCatalog query) {
      return link.clockKnown()
          .compose(known -> assets.asset(query.asset()))
          .compose(asset -> catalogs.makeByOneRequest(query, asset, link.clock().seconds()));
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
      bus.request(
          SessionDirectory.ADDRESS, new StoreRanking(id, user.id(), RankingRecord.encode(view)));
    }
  }

  /** Whose session it is, once it has been deployed. */
  public User user() {
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
        clock.millis() - broker.localTime().millis(),
        clock.ageMillis(),
        balance,
        preferences,
        devices());
  }

  private List<LoginToken> devices() {
    return tokens.stream()
        .map(token -> token.seenAt(lastSeen.getOrDefault(token.id(), token.lastSeen())))
        .toList();
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
        .compose(asset -> timely(asset, request.timeframe()))
        .compose(asset -> candles(request, asset, link.clock().seconds()));
  }

  /** Looks at an asset's newest candle first when the broker tells another time than before. */
  private Future<Asset> timely(Asset asset, Timeframe timeframe) {
    BrokerClock clock = link.clock();
    return clock.isInDoubt()
        ? api.candles(asset.id(), timeframe, clock.seconds(), 2, true)
            .transform(shown -> Future.succeededFuture(asset))
        : Future.succeededFuture(asset);
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
        .compose(asset -> timely(asset, request.timeframe()))
        .compose(asset -> catalogs.make(request, asset, link.clock().seconds()))
        .onSuccess(view -> ranking.enter(EnterAnalysis.of(request, view)));
  }

  @Override
  public Future<Preferences> prefer(SetPreferences request) {
    used();
    preferences = preferences.with(request.changes());
    tellView();
    return bus.request(SessionDirectory.ADDRESS, new StorePreferences(id, user.id(), preferences))
        .map(preferences);
  }

  @Override
  public Future<Void> renew(RenewLogin request) {
    tokens = request.tokens();
    lastSeen.keySet().retainAll(tokens.stream().map(LoginToken::id).toList());
    if (request.ssid() == null) {
      tellView();
      return Future.succeededFuture();
    }
    if (link.state() == PolariumLink.State.AUTH_FAILED) {
      return Future.failedFuture(Failure.of(FailureKind.SESSION_ENDED));
    }
    if (nextSsid != null) {
      broker.login().logout(nextSsid);
    }
    nextSsid = request.ssid();
    if (link.state() == PolariumLink.State.READY) {
      tellView();
      return Future.succeededFuture();
    }
    return takeNextSsid();
  }

  /** Goes on under what the last login brought. */
  private Future<Void> takeNextSsid() {
    Secret next = nextSsid;
    if (next == null) {
      return Future.succeededFuture();
    }
    Secret old = ssid;
    nextSsid = null;
    ssid = next;
    broker.login().logout(old);
    return link.reauthenticate(next);
  }

  /** The broker's session id that is in use. For any thread. */
  public Secret ssid() {
    return ssid;
  }

  @Override
  public Future<Void> use(RecordTokenUse request) {
    used();
    if (!user.id().equals(request.user())) {
      return Future.failedFuture(Failure.of(FailureKind.SESSION_ENDED));
    }
    lastSeen.put(LoginToken.listedAs(request.token()), broker.localTime().instant());
    return Future.succeededFuture();
  }

  /** When tokens were last used on this server, by their ids. For any thread. */
  public Map<String, Instant> lastSeen() {
    return Map.copyOf(lastSeen);
  }

  /** Whether the broker does not let the user in any more. For any thread. */
  public boolean isRefused() {
    return refused;
  }

  @Override
  public Future<CandlePage> fetch(FetchCandles request) {
    return api.candles(
        request.assetId(), request.timeframe(), request.to(), request.count(), request.newest());
  }
}
