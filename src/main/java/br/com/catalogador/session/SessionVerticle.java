package br.com.catalogador.session;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.PolariumLogin.Step;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.bus.ServiceRegistration;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.CandleSource;
import br.com.catalogador.cache.message.FetchCandles;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.cache.message.KeepWishes;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.model.OAuthGrant;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.CandleHistory;
import br.com.catalogador.session.message.CandlesView;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.EndExpired;
import br.com.catalogador.session.message.GetAssets;
import br.com.catalogador.session.message.GetCandles;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.PassivateSession;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.RecordTokenUse;
import br.com.catalogador.session.message.Recordings;
import br.com.catalogador.session.message.RenewLogin;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.SetPreferences;
import br.com.catalogador.session.message.StorePreferences;
import br.com.catalogador.session.message.StoreRanking;
import br.com.catalogador.session.message.StoreRenewal;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One user's session: answers requests about the account, the assets, candles and catalogs, over a
 * broker link of its own. Deployed by the session directory after a login or on activation; asks
 * the directory to be passivated when it has been idle for too long.
 */
public final class SessionVerticle extends VerticleBase implements Session {
  private static final Logger LOG = LoggerFactory.getLogger(SessionVerticle.class);
  private static final int IDLE_CHECKS_PER_LIMIT = 10;

  /** How long a login waits for balance and assets, which a page requests first. */
  private static final long OPTIONAL_MILLIS = 2_000;

  private final SessionId id;
  private final Accepted login;
  private final User recorded;
  private final BrokerAccess broker;
  private final HostedService.Factory hosting;
  private final SessionOptions options;
  private final Map<String, Instant> lastSeen = new ConcurrentHashMap<>();
  private String hostedState;
  private List<LoginToken> tokens;
  private Preferences preferences;
  private Bus bus;
  private volatile BrokerAccount account;
  private SessionAssets assets;
  private SessionRecording recording;
  private CatalogMaker catalogs;
  private CandleStreams streams;
  private HistoryFetcher fetcher;
  private SessionHistory history;
  private int fetching;
  private HostedService hosted;
  private List<ServiceRegistration<?>> services = List.of();
  private long lastUsed;

  /**
   * @param login the user's last login
   * @param recorded the user as far as known without the broker; null when only the broker knows
   * @param tokens the tokens that open the session
   * @param preferences null for none yet
   * @param hosting creates the service that the session hosts
   * @param hostedState the last stored state of that service; null for none
   */
  public SessionVerticle(
      SessionId id,
      Accepted login,
      User recorded,
      List<LoginToken> tokens,
      Preferences preferences,
      HostedService.Factory hosting,
      String hostedState,
      BrokerAccess broker,
      SessionOptions options) {
    this.id = id;
    this.login = login;
    this.recorded = recorded;
    this.tokens = List.copyOf(tokens);
    this.preferences = preferences == null ? Preferences.DEFAULT : preferences;
    this.hosting = hosting;
    this.hostedState = hostedState;
    this.broker = broker;
    this.options = options;
  }

  @Override
  public Future<?> start() {
    bus = Bus.of(vertx);
    account =
        new BrokerAccount(vertx, broker, login, recorded, this::publishView, new AccessListener());
    recording = new SessionRecording(vertx, account, broker.localTime(), this::used);
    fetcher =
        new HistoryFetcher(
            vertx,
            bus,
            id,
            account.clock()::seconds,
            () -> fetching > 0,
            options.historyRequestsPerSecond(),
            wanted -> bus.request(CandleCache.ADDRESS, new KeepWishes(user().id(), wanted)));
    catalogs = new CatalogMaker(bus, id, recording::fetchCandles, fetcher);
    assets = new SessionAssets(account.api(), account.clock(), bus);
    streams = new CandleStreams(vertx, bus, id, account.link(), assets, catalogs);
    history =
        new SessionHistory(
            vertx, bus, id, assets, catalogs, fetcher, account.clock()::seconds, this::used);
    hosted = hosting.create(vertx, new Host(), hostedState);
    hostedState = null; // may be large
    used();
    return account
        .open()
        .compose(ignored -> readAccount())
        .compose(ignored -> serve())
        .onSuccess(
            ignored -> {
              watchForIdleness();
              history.goOn(user().id());
              // Pages that were open before an activation already listen.
              publishView();
            })
        .onFailure(cause -> account.link().close());
  }

  /** Only the user's identity is required; balance and assets may also arrive later. */
  private Future<Void> readAccount() {
    Future<User> user = account.readUser();
    Future<?> optional = Future.join(account.followBalances(), assets.fresh());
    return user.compose(
            ignored ->
                optional
                    .timeout(OPTIONAL_MILLIS, TimeUnit.MILLISECONDS)
                    .onFailure(
                        cause ->
                            LOG.debug(
                                "a session begins without balance or assets: {}", cause.toString()))
                    .otherwiseEmpty())
        .mapEmpty();
  }

  private Future<?> serve() {
    OwnershipGuard guard = OwnershipGuard.of(vertx);
    services =
        List.of(
            hosted.serve(bus, guard),
            bus.serve(StreamHost.address(id), streams, guard),
            bus.serve(CandleSource.address(id), this::fetch, guard),
            bus.serve(Recordings.address(id), recording, guard),
            bus.serve(CandleHistory.address(id), history, guard),
            bus.serve(Session.address(id), this, guard));
    return Future.all(services.stream().map(ServiceRegistration::completion).toList())
        .compose(ignored -> bus.listen(Cluster.LEFT, streams::serverLeft).completion());
  }

  /**
   * Unregisters the services before the broker link closes: a request that comes later finds no
   * service and activates the session again.
   */
  @Override
  public Future<?> stop() {
    streams.close();
    history.close();
    hosted.close();
    recording.delete();
    return Future.join(services.stream().map(ServiceRegistration::withdraw).toList())
        .eventually(account::close);
  }

  private void publishView() {
    if (!services.isEmpty()) {
      bus.publish(Session.views(id), view());
    }
  }

  private void watchForIdleness() {
    Duration idle = options.idle();
    vertx.setPeriodic(
        Math.max(1, idle.toMillis() / IDLE_CHECKS_PER_LIMIT),
        ignored -> {
          if (now() - lastUsed >= idle.toMillis() && !recording.exists()) {
            bus.request(SessionDirectory.ADDRESS, new PassivateSession(id, user().id()));
          }
        });
  }

  private final class Host implements HostedService.Host {
    @Override
    public SessionId session() {
      return id;
    }

    @Override
    public InstantSource localTime() {
      return broker.localTime();
    }

    /** Two more than the link sends at once, so that the link never waits for the next one. */
    @Override
    public int concurrentAnalyses() {
      return broker.requestsInFlight() + 2;
    }

    @Override
    public Future<List<Asset>> assets() {
      return assets.fresh().map(AssetsView::assets);
    }

    @Override
    public Future<HostedService.AssetCells> countCells(
        String symbol, MatrixSettings matrix, CatalogSettings settings) {
      return account
          .link()
          .clockKnown()
          .compose(ignored -> assets.asset(symbol))
          .compose(
              asset -> catalogs.countCells(matrix, settings, asset, account.clock().seconds()));
    }

    @Override
    public List<Strategy> ownStrategies() {
      return preferences.patterns() == null
          ? List.of()
          : preferences.patterns().stream()
              .flatMap(own -> Strategies.byIdOrPattern(own.text()).stream())
              .distinct()
              .toList();
    }

    @Override
    public void used() {
      SessionVerticle.this.used();
    }

    @Override
    public void store(String state) {
      bus.request(SessionDirectory.ADDRESS, new StoreRanking(id, user().id(), state));
    }
  }

  /** Reports renewals and the expiry of the user's access token to the directory. */
  private final class AccessListener implements BrokerAccount.AccessListener {
    @Override
    public void renewed(Accepted renewed) {
      bus.request(
          SessionDirectory.ADDRESS,
          new StoreRenewal(id, knownUser(), renewed.ssid(), renewed.grant()));
    }

    @Override
    public void expired(Secret ssid) {
      bus.request(SessionDirectory.ADDRESS, new EndExpired(id, knownUser(), ssid));
    }

    /** At an activation the record tells the user before the broker is asked. */
    private UserId knownUser() {
      return user() == null ? recorded.id() : user().id();
    }
  }

  /** The session's user; null until the verticle has been deployed. */
  public User user() {
    return account.user();
  }

  /**
   * A renewed access token.
   *
   * @param grant null when it cannot be renewed again
   */
  public record Renewal(Secret old, Secret fresh, OAuthGrant grant) {}

  /**
   * The last renewal of the access token, also one that ended while the verticle stopped; null for
   * none. Any thread.
   */
  public Renewal lastRenewal() {
    return account.lastRenewal();
  }

  /** The last step of the login that the start of the verticle has begun. Any thread. */
  public Step step() {
    return account == null ? Step.UPGRADE : account.step();
  }

  /** The broker's session id in use. Any thread. */
  public Secret ssid() {
    return account.ssid();
  }

  /** Whether the broker has refused the user's session id for good. Any thread. */
  public boolean isRefused() {
    return account != null && account.isRefused();
  }

  /** When tokens were last used on this server, by token id. Any thread. */
  public Map<String, Instant> lastSeen() {
    return Map.copyOf(lastSeen);
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
    List<LoginToken> devices =
        tokens.stream()
            .map(token -> token.seenAt(lastSeen.getOrDefault(token.id(), token.lastSeen())))
            .toList();
    return account.view(preferences, devices);
  }

  @Override
  public Future<AssetsView> assets(GetAssets request) {
    used();
    return assets.fresh();
  }

  @Override
  public Future<CandlesView> candles(GetCandles request) {
    used();
    return asset(request.asset(), request.timeframe())
        .compose(asset -> candles(request, asset, account.clock().seconds()));
  }

  private Future<Asset> asset(String symbol, Timeframe timeframe) {
    return account
        .link()
        .clockKnown()
        .compose(ignored -> assets.asset(symbol))
        .compose(asset -> account.withCertainTime(asset, timeframe));
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
    return asset(request.asset(), request.settings().timeframe())
        .compose(asset -> catalogs.make(request, asset, account.clock().seconds()));
  }

  @Override
  public Future<Preferences> setPreferences(SetPreferences request) {
    used();
    preferences = preferences.with(request.changes());
    publishView();
    return bus.request(SessionDirectory.ADDRESS, new StorePreferences(id, user().id(), preferences))
        .map(preferences);
  }

  @Override
  public Future<Void> renew(RenewLogin request) {
    tokens = request.tokens();
    List<String> ids = tokens.stream().map(LoginToken::id).toList();
    lastSeen.keySet().retainAll(ids);
    recording.keepOnlyOf(ids);
    if (request.ssid() == null) {
      publishView();
      return Future.succeededFuture();
    }
    return account.renew(request.ssid(), request.grant());
  }

  @Override
  public Future<Void> recordTokenUse(RecordTokenUse request) {
    used();
    if (!user().id().equals(request.user())) {
      return Future.failedFuture(Failure.of(FailureKind.SESSION_ENDED));
    }
    lastSeen.put(LoginToken.listedAs(request.token()), broker.localTime().instant());
    return Future.succeededFuture();
  }

  private Future<CandlePage> fetch(FetchCandles request) {
    fetching++;
    return account
        .api()
        .candles(
            request.assetId(), request.timeframe(), request.to(), request.count(), request.newest())
        .onComplete(ignored -> fetching--);
  }
}
