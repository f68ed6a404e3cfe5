package br.com.catalogador.session.directory;

import br.com.catalogador.broker.LoginAnswer;
import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeRequired;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.BrokerAccess;
import br.com.catalogador.session.directory.DeployedSessions.DeployedSession;
import br.com.catalogador.session.directory.LoginLimiter.Attempt;
import br.com.catalogador.session.directory.LoginLimiter.Subject;
import br.com.catalogador.session.directory.SecondFactors.PendingLogin;
import br.com.catalogador.session.message.BeginOAuth;
import br.com.catalogador.session.message.Challenge;
import br.com.catalogador.session.message.ConfirmCode;
import br.com.catalogador.session.message.FinishOAuth;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginDone;
import br.com.catalogador.session.message.LoginResult;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.OAuthBegun;
import br.com.catalogador.session.message.ResendCode;
import br.com.catalogador.session.message.TransferLogin;
import br.com.catalogador.support.ContextPromise;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A login, top to bottom: limits, the broker's answer, the code where the broker wants one, then
 * the session: the one that the user has, on any server, or a new one. Confined to the directory's
 * event loop.
 */
final class LoginProcess implements LoginService {
  private final Vertx vertx;
  private final BrokerAccess broker;
  private final LoginLimiter limiter;
  private final KnownDevices devices;
  private final SecondFactors secondFactors;
  private final OAuthAttempts oauth;
  private final UserSessions sessions;
  private final DeployedSessions deployed;
  private final UserOwnership ownership;
  private final SealedLogins sealed;
  private final Duration tokenLife;
  private final InstantSource time;
  private final Supplier<String> ids;
  private final Map<SameLogin, Future<LoginResult>> inFlight = new HashMap<>();

  /** A login in progress; an equal request shares its result (single-flight). */
  private record SameLogin(Subject subject, Secret password) {}

  /**
   * @param oauth null when the login on the broker's own page is off
   * @param tokenLife how long a login is valid
   * @param ids makes unguessable ids
   */
  LoginProcess(
      Vertx vertx,
      BrokerAccess broker,
      LoginLimiter limiter,
      KnownDevices devices,
      SecondFactors secondFactors,
      OAuthAttempts oauth,
      UserSessions sessions,
      DeployedSessions deployed,
      UserOwnership ownership,
      SealedLogins sealed,
      Duration tokenLife,
      InstantSource time,
      Supplier<String> ids) {
    this.vertx = vertx;
    this.broker = broker;
    this.limiter = limiter;
    this.devices = devices;
    this.secondFactors = secondFactors;
    this.oauth = oauth;
    this.sessions = sessions;
    this.deployed = deployed;
    this.ownership = ownership;
    this.sealed = sealed;
    this.tokenLife = tokenLife;
    this.time = time;
    this.ids = ids;
  }

  // E-mail and password

  @Override
  public Future<LoginResult> login(Login request) {
    Email email;
    try {
      email = Email.of(request.email());
    } catch (Failure e) {
      return Future.failedFuture(e);
    }
    PendingLogin login = new PendingLogin(email, request.password(), request.device());
    Subject subject = subject(login, request.network());
    SameLogin key = new SameLogin(subject, request.password());
    Future<LoginResult> shared = inFlight.get(key);
    if (shared != null) {
      return ContextPromise.follow(shared);
    }
    Future<LoginResult> result = limiter.oneAtATime(subject, () -> attempt(login, subject));
    inFlight.put(key, result);
    return result.onComplete(ignored -> inFlight.remove(key));
  }

  private Subject subject(PendingLogin login, String network) {
    String account = login.email().account();
    return new Subject(account, network, devices.find(login.device(), account));
  }

  private Future<LoginResult> attempt(PendingLogin login, Subject subject) {
    return checkLimits(subject)
        .compose(ignored -> counted(subject, () -> ask(login, subject), LoginDone.class));
  }

  /** Counts an attempt, and asks the broker with few others at a time. */
  private <T> Future<T> counted(
      Subject subject, Supplier<Future<T>> question, Class<? extends T> success) {
    return limiter
        .reserve(subject)
        .compose(
            attempt ->
                delayed(attempt)
                    .compose(ignored -> limiter.fewAtATime(subject, question))
                    .onSuccess(
                        result -> {
                          if (success.isInstance(result)) {
                            attempt.succeeded();
                          }
                        }));
  }

  /** Fails when a limit of this server, or one set by the broker, forbids asking the broker. */
  private Future<Void> checkLimits(Subject subject) {
    return limiter
        .check(subject)
        .compose(ignored -> broker.login(subject.account()).checkLimit())
        .compose(ignored -> secondFactors.checkLimit(subject.account()));
  }

  private Future<LoginResult> ask(PendingLogin login, Subject subject) {
    return broker
        .login(login.email().account())
        .login(login.email().address(), login.password())
        .onFailure(cause -> limiter.failed(subject, cause))
        .compose(answer -> proceed(login, answer));
  }

  private Future<?> delayed(Attempt attempt) {
    return attempt.delay().isZero()
        ? Future.succeededFuture()
        : vertx.timer(attempt.delay().toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<LoginResult> proceed(PendingLogin login, LoginAnswer answer) {
    return answer instanceof CodeRequired wanted
        ? secondFactors.begin(login, wanted)
        : startSession((Accepted) answer).map(loggedIn -> done(login, loggedIn));
  }

  // Second factor

  @Override
  public Future<LoginDone> confirm(ConfirmCode request) {
    return withPending(
        request.challenge(),
        request.network(),
        (login, subject) ->
            checkLimits(subject)
                .compose(
                    ignored ->
                        limiter.fewAtATime(subject, () -> confirm(login, subject, request))));
  }

  private Future<LoginDone> confirm(PendingLogin login, Subject subject, ConfirmCode request) {
    return secondFactors
        .confirm(request.challenge(), request.code())
        .onFailure(cause -> limiter.failed(subject, cause))
        .compose(this::startSession)
        .map(loggedIn -> done(login, loggedIn));
  }

  @Override
  public Future<Challenge> resend(ResendCode request) {
    return withPending(
        request.challenge(),
        request.network(),
        (login, subject) ->
            checkLimits(subject)
                .compose(ignored -> limiter.reserve(subject))
                .compose(this::delayed)
                .compose(ignored -> secondFactors.resend(request.challenge(), request.method())));
  }

  /**
   * Runs a step of a login that waits for a code; CHALLENGE_EXPIRED when there is no such login.
   */
  private <T> Future<T> withPending(
      String challenge, String network, BiFunction<PendingLogin, Subject, Future<T>> step) {
    PendingLogin login = secondFactors.find(challenge).orElse(null);
    if (login == null) {
      return Future.failedFuture(Failure.of(FailureKind.CHALLENGE_EXPIRED));
    }
    Subject subject = subject(login, network);
    return limiter.oneAtATime(subject, () -> step.apply(login, subject));
  }

  // The broker's own page

  @Override
  public Future<OAuthBegun> beginOAuth(BeginOAuth request) {
    return oauth == null
        ? Future.failedFuture(Failure.of(FailureKind.OAUTH_OFF))
        : Future.succeededFuture(oauth.begin());
  }

  @Override
  public Future<LoggedIn> finishOAuth(FinishOAuth request) {
    if (oauth == null) {
      return Future.failedFuture(Failure.of(FailureKind.OAUTH_OFF));
    }
    // Nobody knows yet whose login it is.
    Subject subject = Subject.of(request.network());
    return limiter
        .check(subject)
        .compose(ignored -> broker.login(key(request)).checkLimit())
        .compose(
            ignored -> {
              Secret verifier = oauth.use(request);
              return counted(subject, () -> ask(request, verifier, subject), LoggedIn.class);
            });
  }

  private Future<LoggedIn> ask(FinishOAuth request, Secret verifier, Subject subject) {
    return broker
        .oauth(key(request))
        .exchange(request.code(), verifier)
        .onFailure(cause -> limiter.failed(subject, cause))
        .compose(this::startSession);
  }

  /**
   * Key for choosing the outgoing address; the account is unknown, so the attempt's state is used.
   */
  private static String key(FinishOAuth request) {
    return request.state().value();
  }

  // The session

  private LoginDone done(PendingLogin login, LoggedIn loggedIn) {
    return new LoginDone(loggedIn, devices.remember(login.device(), login.email().account()));
  }

  private Future<LoggedIn> startSession(Accepted accepted) {
    return begin(accepted)
        .compose(
            begun ->
                sessions
                    .inTurn(begun.user(), () -> settle(begun))
                    .map(session -> loggedIn(begun, session)))
        // Nothing will use the broker's session.
        .onFailure(cause -> broker.logout(accepted.ssid(), accepted.localAddress()));
  }

  private static LoggedIn loggedIn(DeployedSession begun, SessionId session) {
    return new LoggedIn(
        begun.record().user(),
        session,
        begun.record().tokens().get(0).id(),
        begun.record().expiresAt());
  }

  /**
   * Deploys a session that is not registered yet. Only the broker can tell who the user is, so
   * every login first deploys a session of its own; it is removed when the user has one already.
   */
  private Future<DeployedSession> begin(Accepted login) {
    Instant now = time.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant expiresAt = now.plus(tokenLife).truncatedTo(ChronoUnit.SECONDS);
    return deployed.begin(
        new SessionId(ids.get()), LoginToken.begun(ids.get(), now, expiresAt), login);
  }

  /** Finds the session that the login continues in; runs in the user's turn. */
  private Future<SessionId> settle(DeployedSession begun) {
    return ownership
        .atOwner(
            begun.user(),
            () -> sessions.releaseAfter(begun.user(), settleHere(begun)),
            () -> new TransferLogin(begun.user(), sealed.seal(begun.record())),
            null)
        .eventually(
            () ->
                deployed.isRegistered(begun) ? Future.succeededFuture() : deployed.undeploy(begun));
  }

  private Future<SessionId> settleHere(DeployedSession begun) {
    DeployedSession present = deployed.find(begun.user());
    if (present != null) {
      return sessions.renew(present, begun.record());
    }
    return sessions
        .stored(begun.user())
        .compose(
            found ->
                found.isEmpty()
                    ? deployed
                        .countTowardsLimit(begun)
                        .compose(ignored -> sessions.registerAndStore(begun))
                    : deployed
                        .undeploy(begun)
                        .compose(ignored -> sessions.deploy(found.get().after(begun.record())))
                        .compose(sessions::registerAndStore));
  }
}
