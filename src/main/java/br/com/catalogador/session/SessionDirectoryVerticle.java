package br.com.catalogador.session;

import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.session.message.Challenge;
import br.com.catalogador.session.message.ConfirmCode;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.GetDirectoryState;
import br.com.catalogador.session.message.KeepState;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginDone;
import br.com.catalogador.session.message.LoginResult;
import br.com.catalogador.session.message.ResendCode;
import br.com.catalogador.session.message.RestAll;
import br.com.catalogador.session.message.RestSession;
import br.com.catalogador.session.message.Revive;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionHost;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Begins and ends sessions. Every login is checked by the broker, whoever is logged in already; a
 * user who has a session goes on in it, so he never has two.
 */
public final class SessionDirectoryVerticle extends VerticleBase implements SessionDirectory {
  private static final int SESSION_ID_BYTES = 18;

  private final BrokerOptions brokerOptions;
  private final SessionOptions options;
  private final InstantSource localTime;
  private final SecureRandom random = new SecureRandom();
  private Broker broker;
  private SessionStore store;
  private LiveSessions sessions;
  private LoginDesk logins;

  public SessionDirectoryVerticle(
      BrokerOptions brokerOptions, SessionOptions options, InstantSource localTime) {
    this.brokerOptions = brokerOptions;
    this.options = options;
    this.localTime = localTime;
  }

  @Override
  public Future<?> start() {
    broker = new Broker(vertx, brokerOptions, localTime);
    StoreOptions wanted = options.store();
    RecordCipher cipher = new RecordCipher(wanted.secret());
    RecordCipher previous =
        wanted.previousSecret() == null ? null : new RecordCipher(wanted.previousSecret());
    store = store(cipher, previous);
    Verticles verticles = new Verticles(vertx, broker, options);
    sessions =
        new LiveSessions(
            vertx,
            new NewSessions(verticles, localTime, options.tokenLife(), this::unguessable),
            verticles,
            store,
            new SealedLogins(cipher, previous));
    logins =
        new LoginDesk(
            vertx, broker.login(), options, localTime, this::unguessable, sessions::welcome);
    Bus bus = Bus.of(vertx);
    return store
        .open()
        .compose(
            ready ->
                Future.all(
                    bus.listen(Cluster.REJOINED, news -> sessions.reclaim()).completion(),
                    bus.listen(ENDED, news -> store.forget(news.session(), news.user()))
                        .completion(),
                    bus.serve(SessionHost.ADDRESS, sessions).completion()))
        .compose(ready -> bus.serve(SessionDirectory.ADDRESS, this).completion());
  }

  private SessionStore store(RecordCipher cipher, RecordCipher previous) {
    StoreOptions wanted = options.store();
    if (wanted.redis() == null) {
      return new MemorySessionStore(localTime);
    }
    RedisLink redis = new RedisLink(vertx, wanted.redis(), localTime);
    RedisRecords records = new RedisRecords(redis, cipher, previous, localTime);
    return new RedisSessionStore(vertx, redis, records, options.tokenLife(), localTime);
  }

  @Override
  public Future<?> stop() {
    return store.close();
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

  private String unguessable() {
    byte[] bytes = new byte[SESSION_ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public Future<Void> revive(Revive request) {
    return sessions.revive(request);
  }

  @Override
  public Future<Void> rest(RestSession request) {
    return sessions.rest(request);
  }

  @Override
  public Future<Void> restAll(RestAll request) {
    return sessions.restAll();
  }

  @Override
  public Future<Void> keep(KeepState request) {
    return sessions.keep(request);
  }

  @Override
  public Future<DirectoryState> state(GetDirectoryState request) {
    return Future.succeededFuture(
        new DirectoryState(sessions.count(), options.maximum(), store.state(), broker.links()));
  }

  @Override
  public Future<Void> end(EndSession request) {
    return sessions.end(request);
  }
}
