package br.com.catalogador.session;

import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeWanted;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.session.message.ConfirmCode;
import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.GetDirectoryState;
import br.com.catalogador.session.message.KeepState;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginResult;
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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Begins and ends sessions. Every login is checked by the broker, whoever is logged in already; a
 * user who has a session goes on in it, so he never has two.
 */
public final class SessionDirectoryVerticle extends VerticleBase implements SessionDirectory {
  /** Logins of one account: under way and waiting. */
  private static final int LONGEST_LINE = 3;

  private static final int SESSION_ID_BYTES = 18;
  private static final Set<FailureKind> GUESSED_WRONG =
      Set.of(
          FailureKind.INVALID_CREDENTIALS, FailureKind.INVALID_CODE, FailureKind.CHALLENGE_EXPIRED);

  private final BrokerOptions brokerOptions;
  private final SessionOptions options;
  private final InstantSource localTime;
  private final SecureRandom random = new SecureRandom();
  private final LoginLimiter limiter;
  private final Turns<String> turns = new Turns<>(LONGEST_LINE);
  private final Map<Attempt, Future<LoginResult>> attempts = new HashMap<>();
  private Broker broker;
  private SecondFactors secondFactors;
  private SessionStore store;
  private LiveSessions sessions;

  /** A login under way; whoever asks for the same shares it. */
  private record Attempt(String account, Secret password) {}

  public SessionDirectoryVerticle(
      BrokerOptions brokerOptions, SessionOptions options, InstantSource localTime) {
    this.brokerOptions = brokerOptions;
    this.options = options;
    this.localTime = localTime;
    this.limiter = new LoginLimiter(options.loginAttempts(), options.loginWindow(), localTime);
  }

  @Override
  public Future<?> start() {
    broker = new Broker(vertx, brokerOptions, localTime);
    secondFactors = new SecondFactors(vertx, broker.login(), localTime, this::unguessable);
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
    String account = account(request.email());
    Attempt attempt = new Attempt(account, request.password());
    Future<LoginResult> same = attempts.get(attempt);
    if (same != null) {
      return same;
    }
    Future<LoginResult> result = turns.take(account, () -> attempt(account, request));
    attempts.put(attempt, result);
    return result.onComplete(done -> attempts.remove(attempt));
  }

  private static String account(String email) {
    return email.trim().toLowerCase(Locale.ROOT);
  }

  private Future<LoginResult> attempt(String account, Login request) {
    String email = request.email().trim();
    return limiter
        .check(account, request.clientAddress())
        .compose(allowed -> broker.login().login(email, request.password()))
        .onFailure(cause -> noteFailure(account, request.clientAddress(), cause))
        .compose(
            answer -> {
              if (answer instanceof CodeWanted wanted) {
                return secondFactors.begin(email, request.password(), wanted).map(it -> it);
              }
              return welcome(account, ((Accepted) answer).ssid()).map(it -> it);
            });
  }

  @Override
  public Future<LoggedIn> confirm(ConfirmCode request) {
    String account = secondFactors.email(request.challenge()).map(it -> account(it)).orElse(null);
    if (account == null) {
      return Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED));
    }
    return turns.take(account, () -> confirm(account, request));
  }

  private Future<LoggedIn> confirm(String account, ConfirmCode request) {
    return limiter
        .check(account, request.clientAddress())
        .compose(allowed -> secondFactors.confirm(request))
        .onFailure(cause -> noteFailure(account, request.clientAddress(), cause))
        .compose(ssid -> welcome(account, ssid));
  }

  private Future<LoggedIn> welcome(String account, Secret ssid) {
    limiter.succeeded(account);
    return sessions.welcome(ssid);
  }

  /** A code guessed wrong counts like a password; the last one of a challenge ends it. */
  private void noteFailure(String account, String address, Throwable cause) {
    if (GUESSED_WRONG.contains(Failure.from(cause).kind())) {
      limiter.wrongGuess(account, address);
    }
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
