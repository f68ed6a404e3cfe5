package br.com.catalogador.session.directory;

import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.session.BrokerAccess;
import br.com.catalogador.session.HostedService;
import br.com.catalogador.session.SessionOptions;
import br.com.catalogador.session.directory.DeployedSessions.DeployedSession;
import br.com.catalogador.session.message.Activate;
import br.com.catalogador.session.message.Challenge;
import br.com.catalogador.session.message.ConfirmCode;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.EndHosted;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.FindHostedSession;
import br.com.catalogador.session.message.GetDirectoryState;
import br.com.catalogador.session.message.GetStoreReachable;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginDone;
import br.com.catalogador.session.message.LoginResult;
import br.com.catalogador.session.message.PassivateAll;
import br.com.catalogador.session.message.PassivateSession;
import br.com.catalogador.session.message.ResendCode;
import br.com.catalogador.session.message.RevokedTokens;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.message.StorePreferences;
import br.com.catalogador.session.message.StoreRanking;
import br.com.catalogador.session.message.TransferLogin;
import br.com.catalogador.session.message.VerifyOwnership;
import br.com.catalogador.session.store.MemorySessionStore;
import br.com.catalogador.session.store.RecordCipher;
import br.com.catalogador.session.store.RedisOwners;
import br.com.catalogador.session.store.RedisSessionStore;
import br.com.catalogador.session.store.SessionStore;
import br.com.catalogador.session.store.StoreOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * Begins and ends sessions. Every login is checked by the broker, whoever is logged in already; a
 * user who has a session goes on in it, so he never has two. Puts the parts together that do the
 * work, all on its event loop: {@link LoginProcess}, {@link SessionStarter}, {@link LiveSessions},
 * {@link SessionRevocation} and, in a cluster, {@link OwnershipMonitor}.
 */
public final class SessionDirectoryVerticle extends VerticleBase
    implements SessionDirectory, SessionHost {
  private static final int SESSION_ID_BYTES = 18;
  private static final long PURGE_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private final BrokerOptions brokerOptions;
  private final SessionOptions options;
  private final InstantSource localTime;
  private final HostedService.Factory hosting;
  private final SecureRandom random = new SecureRandom();
  private BrokerAccess broker;
  private SessionStore store;
  private DeployedSessions deployed;
  private LiveSessions sessions;
  private SessionStarter starter;
  private SessionRevocation ends;
  private OwnershipMonitor watch;
  private LoginProcess logins;

  /**
   * @param localTime this machine's clock
   * @param hosting creates the service that each session hosts
   */
  public SessionDirectoryVerticle(
      BrokerOptions brokerOptions,
      SessionOptions options,
      InstantSource localTime,
      HostedService.Factory hosting) {
    this.brokerOptions = brokerOptions;
    this.options = options;
    this.localTime = localTime;
    this.hosting = hosting;
  }

  @Override
  public Future<?> start() {
    broker = new BrokerAccess(vertx, brokerOptions, localTime);
    build();
    Bus bus = Bus.of(vertx);
    return store
        .open()
        .compose(opened -> ends.start())
        .compose(started -> watch == null ? Future.succeededFuture() : watch.start())
        .compose(
            watching ->
                Future.all(
                    bus.listen(Cluster.CHANGED, this::membersChanged).completion(),
                    bus.serve(SessionHost.ADDRESS, this).completion()))
        .compose(ready -> bus.serve(SessionDirectory.ADDRESS, this).completion());
  }

  private void build() {
    StoreOptions wanted = options.store();
    RecordCipher cipher = new RecordCipher(wanted.secret());
    RecordCipher previous =
        wanted.previousSecret() == null ? null : new RecordCipher(wanted.previousSecret());
    RevokedTokens ended = RevokedTokens.of(vertx);
    vertx.setPeriodic(PURGE_MILLIS, due -> ended.purge(localTime.millis()));
    RedisOwners owners = null;
    if (wanted.redis() == null) {
      store = new MemorySessionStore(localTime, ended);
    } else {
      Cluster cluster = Cluster.of(vertx);
      RedisLink redis = new RedisLink(vertx, wanted.redis(), localTime);
      if (cluster.isOfSeveral()) {
        owners = new RedisOwners(cluster, redis, cipher, options.tokenLife());
      }
      store =
          new RedisSessionStore(
              vertx, redis, cipher, previous, owners, options.tokenLife(), localTime);
    }
    build(owners, new SealedLogins(cipher, previous), ended);
  }

  /**
   * @param owners null for a server by itself
   */
  private void build(RedisOwners owners, SealedLogins sealed, RevokedTokens ended) {
    Bus bus = Bus.of(vertx);
    deployed = new DeployedSessions(vertx, broker, hosting, options);
    UserOwnership ownership = new UserOwnership(vertx, owners);
    sessions =
        new LiveSessions(
            vertx,
            deployed,
            store,
            ownership,
            ended,
            broker.login(),
            options.tokenLife(),
            localTime);
    if (owners != null) {
      watch =
          new OwnershipMonitor(
              vertx,
              owners,
              store,
              () -> deployed.all().stream().map(DeployedSession::user).toList(),
              sessions::leaveLost);
    }
    starter =
        new SessionStarter(
            bus,
            sessions,
            deployed,
            ownership,
            sealed,
            localTime,
            options.tokenLife(),
            this::unguessable);
    ends =
        new SessionRevocation(
            vertx,
            sessions,
            deployed,
            store,
            ownership,
            watch,
            broker.login(),
            options.tokenLife(),
            localTime);
    logins =
        new LoginProcess(
            vertx, broker.login(), options, localTime, this::unguessable, starter::welcome);
  }

  /** On both sides, whichever of them was away. */
  private void membersChanged(Cluster.Changed news) {
    if (watch != null) {
      if (news.left()) {
        watch.memberLeft();
      }
      watch.lookAgain();
      sessions.announceAll();
    }
  }

  @Override
  public Future<?> stop() {
    Future<Void> left = watch == null ? Future.succeededFuture() : watch.stop();
    return left.eventually(store::close);
  }

  private String unguessable() {
    byte[] bytes = new byte[SESSION_ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public Future<LoginResult> login(Login request) {
    return logins.login(request);
  }

  @Override
  public Future<LoginDone> confirm(ConfirmCode request) {
    return logins.confirm(request);
  }

  @Override
  public Future<Challenge> resend(ResendCode request) {
    return logins.resend(request);
  }

  @Override
  public Future<SessionId> take(TransferLogin request) {
    return starter.take(request);
  }

  @Override
  public Future<Void> activate(Activate request) {
    return sessions.activate(request);
  }

  @Override
  public Future<Boolean> host(FindHostedSession request) {
    return sessions.host(request);
  }

  @Override
  public Future<Void> passivate(PassivateSession request) {
    return sessions.passivate(request.session(), request.user());
  }

  @Override
  public Future<Void> passivateAll(PassivateAll request) {
    return sessions.passivateAll();
  }

  @Override
  public Future<Void> keep(StorePreferences request) {
    return sessions.change(
        request.session(), request.user(), record -> record.with(request.preferences()));
  }

  @Override
  public Future<Void> keep(StoreRanking request) {
    return sessions.keepRanking(request.session(), request.user(), request.ranking());
  }

  @Override
  public Future<DirectoryState> state(GetDirectoryState request) {
    return Future.succeededFuture(
        new DirectoryState(deployed.count(), options.maximum(), store.state(), broker.links()));
  }

  @Override
  public Future<Void> end(EndSession request) {
    return ends.end(request);
  }

  @Override
  public Future<Boolean> end(EndHosted request) {
    return ends.end(request);
  }

  @Override
  public Future<Boolean> storeSeen(GetStoreReachable request) {
    return Future.succeededFuture(watch != null && watch.sees());
  }

  @Override
  public Future<Void> verify(VerifyOwnership request) {
    return watch == null ? Future.succeededFuture() : watch.verify();
  }
}
