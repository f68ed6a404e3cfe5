package br.com.catalogador.session;

import br.com.catalogador.broker.Balance;
import br.com.catalogador.broker.BrokerClock;
import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.PolariumApi;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.PolariumLogin.Step;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.OAuthGrant;
import br.com.catalogador.model.User;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.SessionVerticle.Renewal;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.message.SessionView.PracticeBalance;
import br.com.catalogador.support.Secret;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One user's account at the broker: the link, what it is authenticated with, the user's identity
 * and practice balance, and the state of the connection. Confined to the session's event loop,
 * except where a method says otherwise.
 */
final class BrokerAccount {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerAccount.class);

  /** Timeout for the broker's part in closing the socket; it may be silent. */
  private static final long CLOSE_MILLIS = 500;

  /** How long a renewal under way may delay the end of the session's verticle. */
  private static final long RENEWAL_MILLIS = 5_000;

  private final BrokerAccess broker;
  private final Context context;
  private final PolariumLink link;
  private final PolariumApi api;
  private final User recorded;
  private final Runnable changed;
  private final AccessListener access;
  private final AccessRenewal renewal;
  private final String localAddress;

  /** What the link is authenticated with. */
  private volatile Secret ssid;

  /** The ssid of a later login, used once the broker ends the current one; null for none. */
  private Secret nextSsid;

  /** The last renewal of the access token; null for none. */
  private volatile Renewal lastRenewal;

  /** How far the login has come. */
  private volatile Step step = Step.UPGRADE;

  private volatile boolean refused;
  private User user;
  private PracticeBalance balance;
  private Connection connection;
  private Instant connectionSince;

  /** Receives renewals and the expiry of the user's access token. */
  interface AccessListener {
    /** The token was renewed. */
    void renewed(Accepted renewed);

    /**
     * The token has expired and could not be renewed.
     *
     * @param ssid the token
     */
    void expired(Secret ssid);
  }

  /**
   * @param recorded the user as far as known without the broker, in case the broker does not answer
   *     the profile request; null for none
   * @param changed called when the connection or the balance has changed
   */
  BrokerAccount(
      Vertx vertx,
      BrokerAccess broker,
      Accepted login,
      User recorded,
      Runnable changed,
      AccessListener access) {
    this.broker = broker;
    this.context = vertx.getOrCreateContext();
    this.ssid = login.ssid();
    this.localAddress = login.localAddress();
    this.access = access;
    this.recorded = recorded;
    this.changed = changed;
    this.link = broker.link(ssid, localAddress);
    this.api = new PolariumApi(link);
    this.renewal =
        new AccessRenewal(
            vertx,
            broker.oauth(ssid, localAddress),
            broker.localTime(),
            this::renewed,
            this::expired);
    renewal.follow(login.grant());
  }

  PolariumLink link() {
    return link;
  }

  PolariumApi api() {
    return api;
  }

  BrokerClock clock() {
    return link.clock();
  }

  /** Opens and authenticates the link, with a renewed access token when that is due. */
  Future<?> open() {
    link.onChange(
        () -> {
          if (link.state() == PolariumLink.State.AUTHENTICATING) {
            step = Step.AUTHENTICATE;
          }
        });
    return renewal.renewIfDue().compose(ignored -> link.open());
  }

  Future<?> close() {
    return Future.join(
        renewal.close().timeout(RENEWAL_MILLIS, TimeUnit.MILLISECONDS).otherwiseEmpty(),
        link.close().timeout(CLOSE_MILLIS, TimeUnit.MILLISECONDS).otherwiseEmpty());
  }

  /** Reads the user's identity, then follows changes of the link. */
  Future<User> readUser() {
    step = Step.PROFILE;
    return api.profile()
        .map(
            profile ->
                new User(
                    new UserId(Long.toString(profile.userId())), profile.name(), profile.email()))
        .recover(this::recordedUser)
        .onSuccess(
            identified -> {
              user = identified;
              updateConnection();
              link.onChange(this::linkChanged);
            });
  }

  /** The recorded user stands in for an unreadable profile, unless the session is over. */
  private Future<User> recordedUser(Throwable cause) {
    FailureKind kind = Failure.from(cause).kind();
    boolean isOver = kind == FailureKind.SESSION_ENDED || kind == FailureKind.BROKER_UNAVAILABLE;
    return recorded != null && !isOver
        ? Future.succeededFuture(recorded)
        : Future.failedFuture(cause);
  }

  /** Reads the balances, then follows their changes: also those that a reconnection has missed. */
  Future<?> followBalances() {
    // Subscribed before they are read: no change falls between the two.
    PolariumApi.watchBalances(link, this::balanceChanged, this::readBalances);
    return readBalances();
  }

  private Future<?> readBalances() {
    return api.balances()
        .onSuccess(
            balances -> {
              PracticeBalance known = balance;
              balances.forEach(this::updateBalance);
              if (!Objects.equals(balance, known)) {
                changed.run();
              }
            });
  }

  private void balanceChanged(Balance update) {
    updateBalance(update);
    changed.run();
  }

  private void updateBalance(Balance update) {
    if (update.type() == Balance.PRACTICE) {
      balance = new PracticeBalance(update.amount(), update.currency());
    }
  }

  private void linkChanged() {
    updateConnection();
    changed.run();
    if (nextSsid != null && link.state() == PolariumLink.State.RECONNECTING) {
      // Not from inside the link's own state change.
      context.runOnContext(
          ignored ->
              useNextSsid()
                  .onFailure(
                      cause -> LOG.debug("the new login is used later: {}", cause.getMessage())));
    }
  }

  private void updateConnection() {
    Connection current = connection();
    if (connection != current) {
      connection = current;
      refused = current == Connection.AUTH_FAILED;
      connectionSince = broker.localTime().instant();
    }
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

  /**
   * Replaces the ssid by that of a later login: at once while the link reconnects, and when the
   * broker ends the current one while it is connected. Fails with SESSION_ENDED when the link has
   * ended (AUTH_FAILED).
   */
  Future<Void> renew(Secret newSsid, OAuthGrant grant) {
    if (link.state() == PolariumLink.State.AUTH_FAILED) {
      return Future.failedFuture(Failure.of(FailureKind.SESSION_ENDED));
    }
    if (nextSsid != null) {
      broker.logout(nextSsid, localAddress);
    }
    nextSsid = newSsid;
    renewal.follow(grant);
    if (link.state() == PolariumLink.State.READY) {
      changed.run();
      return Future.succeededFuture();
    }
    return useNextSsid();
  }

  /** The renewed token is that of the last login, in use or next. */
  private void renewed(Accepted fresh) {
    lastRenewal = new Renewal(nextSsid == null ? ssid : nextSsid, fresh.ssid(), fresh.grant());
    if (nextSsid == null) {
      ssid = fresh.ssid();
      link.authenticateNextWith(ssid);
    } else {
      nextSsid = fresh.ssid();
    }
    access.renewed(fresh);
  }

  private void expired() {
    access.expired(nextSsid == null ? ssid : nextSsid);
  }

  private Future<Void> useNextSsid() {
    Secret next = nextSsid;
    if (next == null) {
      return Future.succeededFuture();
    }
    Secret old = ssid;
    nextSsid = null;
    ssid = next;
    broker.logout(old, localAddress);
    return link.reauthenticate(next);
  }

  /** See {@link SessionVerticle#lastRenewal}. */
  Renewal lastRenewal() {
    return lastRenewal;
  }

  /** The last step that the login has begun. Any thread. */
  Step step() {
    return step;
  }

  /** The broker's session id in use. Any thread. */
  Secret ssid() {
    return ssid;
  }

  /** Whether the broker has refused the user's session id for good. Any thread. */
  boolean isRefused() {
    return refused;
  }

  /** The user; null until the identity has been read. */
  User user() {
    return user;
  }

  /**
   * One asset once its broker time is certain: when the broker's clock is in doubt, the newest
   * candle is fetched first, which corrects the clock.
   */
  Future<Asset> withCertainTime(Asset asset, Timeframe timeframe) {
    BrokerClock clock = link.clock();
    return clock.isInDoubt()
        ? api.candles(asset.id(), timeframe, clock.seconds(), 2, true)
            .transform(ignored -> Future.succeededFuture(asset))
        : Future.succeededFuture(asset);
  }

  SessionView view(Preferences preferences, List<LoginToken> devices) {
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
        devices);
  }
}
