package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.time.Duration;

/** The operations of one user's session. Each counts as a sign of life. */
public interface Session {

  /**
   * Where a session listens. Routes send here; the session's own verticle answers while it is
   * deployed. When nobody does, {@link SessionDirectory#activate} may bring it back; that nobody
   * answers does not mean that the session has ended.
   */
  static Address<Session> address(SessionId session) {
    return new Address<>(
        "session." + session.value(),
        Duration.ofSeconds(60),
        FailureKind.INTERRUPTED,
        held(session));
  }

  /** What the server holds that a session is on. */
  static String held(SessionId session) {
    return "session." + session.value();
  }

  /**
   * Where a session tells how it stands: when the state of its link changes, when the broker falls
   * silent or speaks again, and when the balance changes.
   */
  static Channel<SessionView> views(SessionId session) {
    return Channel.everywhere("session." + session.value() + ".views");
  }

  Future<SessionView> view(GetSession request);

  Future<AssetsView> assets(GetAssets request);

  Future<CandlesView> candles(GetCandles request);

  Future<CatalogView> catalog(GetCatalog request);

  /** Remembers preferences, with this session and the next ones on any device. */
  Future<Preferences> prefer(SetPreferences request);

  /**
   * Takes over what a new login of the user brought: a link to the broker that is reconnecting goes
   * on under the new session id at once, one that is connected when the broker ends the old one.
   * Fails with SESSION_ENDED when the link had given up.
   */
  Future<Void> renew(RenewLogin request);

  /** Notes that a token is in use. Fails with SESSION_ENDED when it names another user. */
  Future<Void> use(RecordTokenUse request);
}
