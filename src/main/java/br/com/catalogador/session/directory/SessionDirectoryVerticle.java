package br.com.catalogador.session.directory;

import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.session.BrokerAccess;
import br.com.catalogador.session.HostedService;
import br.com.catalogador.session.SessionMeters;
import br.com.catalogador.session.SessionOptions;
import br.com.catalogador.session.directory.DeployedSessions.DeployedSession;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.session.message.RevokedTokens;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.store.MemorySessionStore;
import br.com.catalogador.session.store.RecordCipher;
import br.com.catalogador.session.store.RedisOwners;
import br.com.catalogador.session.store.RedisSessionStore;
import br.com.catalogador.session.store.SessionStore;
import br.com.catalogador.session.store.StoreOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Assembles the session directory of this server and serves it on the bus: {@link LoginProcess}
 * logs users in, {@link LiveSessions} activates and passivates sessions, {@link SessionRevocation}
 * logs users out; in a cluster {@link OwnershipMonitor} checks that this server still owns its
 * users. All parts run on this verticle's event loop.
 */
public final class SessionDirectoryVerticle extends VerticleBase {
  private static final int ID_BYTES = 18;
  private static final long PURGE_MILLIS = TimeUnit.MINUTES.toMillis(10);
  private static final Duration LONGEST_LOGIN_DELAY = Duration.ofSeconds(2);

  private final BrokerOptions brokerOptions;
  private final SessionOptions options;
  private final InstantSource localTime;
  private final HostedService.Factory hosting;
  private SessionStore store;
  private LoginProcess logins;
  private LiveSessions sessions;
  private SessionRevocation revocation;

  /** Null for a standalone server. */
  private OwnershipMonitor monitor;

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
    assemble();
    Bus bus = Bus.of(vertx);
    return store
        .open()
        .compose(ignored -> revocation.start())
        .compose(ignored -> monitor == null ? Future.succeededFuture() : monitor.start())
        .compose(
            ignored ->
                Future.all(
                    bus.listen(Cluster.CHANGED, this::membersChanged).completion(),
                    bus.serve(SessionHost.ADDRESS, sessions).completion(),
                    bus.serve(LoginService.ADDRESS, logins).completion()))
        .compose(ignored -> bus.serve(SessionDirectory.ADDRESS, sessions).completion());
  }

  private void assemble() {
    StoreOptions stored = options.store();
    RecordCipher cipher = new RecordCipher(stored.secret());
    RecordCipher previous =
        stored.previousSecret() == null ? null : new RecordCipher(stored.previousSecret());
    RevokedTokens revoked = RevokedTokens.of(vertx);
    vertx.setPeriodic(PURGE_MILLIS, ignored -> revoked.purge(localTime.millis()));
    RedisOwners owners = null;
    if (stored.redis() == null) {
      store = new MemorySessionStore(localTime, revoked);
    } else {
      Cluster cluster = Cluster.of(vertx);
      RedisLink redis = new RedisLink(vertx, stored.redis(), RedisSessionStore.COMMANDS, localTime);
      if (cluster.isClustered()) {
        owners = new RedisOwners(cluster, redis, cipher, options.tokenLife());
      }
      store =
          new RedisSessionStore(
              vertx, redis, cipher, previous, owners, options.tokenLife(), localTime);
    }
    assemble(owners, revoked, cipher, previous);
  }

  /**
   * @param owners null for a standalone server
   * @param previous with the previous secret; null for none
   */
  private void assemble(
      RedisOwners owners, RevokedTokens revoked, RecordCipher cipher, RecordCipher previous) {
    SealedLogins sealed = new SealedLogins(cipher, previous);
    SessionMeters.register(vertx);
    BrokerAccess broker = new BrokerAccess(vertx, brokerOptions, localTime);
    DeployedSessions deployed = new DeployedSessions(vertx, broker, hosting, options);
    UserOwnership ownership = new UserOwnership(vertx, owners);
    UserSessions users =
        new UserSessions(
            vertx, deployed, store, ownership, revoked, broker, options.tokenLife(), localTime);
    if (owners != null) {
      monitor =
          new OwnershipMonitor(
              vertx,
              owners,
              store,
              () -> deployed.all().stream().map(DeployedSession::user).toList(),
              users::leaveLost);
    }
    logins =
        new LoginProcess(
            vertx,
            broker,
            new LoginLimiter(
                options.loginAttempts(), options.loginWindow(), LONGEST_LOGIN_DELAY, localTime),
            new KnownDevices(
                options.store().secret(),
                options.store().previousSecret(),
                localTime,
                SessionDirectoryVerticle::unguessable),
            new SecondFactors(vertx, broker, localTime, SessionDirectoryVerticle::unguessable),
            oauth(broker, cipher, previous),
            users,
            deployed,
            ownership,
            sealed,
            options.tokenLife(),
            localTime,
            SessionDirectoryVerticle::unguessable);
    revocation =
        new SessionRevocation(
            vertx,
            users,
            deployed,
            store,
            ownership,
            monitor,
            broker,
            options.tokenLife(),
            localTime);
    sessions =
        new LiveSessions(
            users,
            deployed,
            store,
            ownership,
            monitor,
            revocation,
            revoked,
            sealed,
            () ->
                new DirectoryState(
                    deployed.count(),
                    options.maximum(),
                    store.state(),
                    store.reason(),
                    broker.links(),
                    broker.failingRequests()));
  }

  private OAuthAttempts oauth(BrokerAccess broker, RecordCipher cipher, RecordCipher previous) {
    return brokerOptions.oauth() == null
        ? null
        : new OAuthAttempts(broker.oauth(""), cipher, previous, localTime);
  }

  /** Called on each server when members have joined or left, or a split cluster has merged. */
  private void membersChanged(Cluster.Changed change) {
    if (monitor != null) {
      if (change.left()) {
        monitor.memberLeft();
      }
      monitor.checkNow();
      sessions.announceAll();
    }
  }

  @Override
  public Future<?> stop() {
    Future<Void> stopped = monitor == null ? Future.succeededFuture() : monitor.stop();
    return stopped.eventually(store::close);
  }

  private static String unguessable() {
    return Unguessable.text(ID_BYTES);
  }
}
