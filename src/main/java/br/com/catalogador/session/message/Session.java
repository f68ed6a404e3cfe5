package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.time.Duration;

/** The operations of one user's session. All but {@link #renew} count as use of the session. */
public interface Session {

  /**
   * Routes send here; the session's verticle answers while it is deployed. When it is not, {@link
   * SessionDirectory#activate} deploys it, unless the session has ended.
   */
  static Address<Session> address(SessionId session) {
    return new Address<>(
        "session." + session.value(),
        Duration.ofSeconds(60),
        FailureKind.INTERRUPTED,
        clusterName(session));
  }

  /** The name in the cluster whose holder is the server of the session. */
  static String clusterName(SessionId session) {
    return "session." + session.value();
  }

  /**
   * Publishes the view of a session: when the state of its link changes, when the broker falls
   * silent or sends again, and when the balance, the preferences or the devices change.
   */
  static Channel<SessionView> views(SessionId session) {
    return Channel.everywhere("session." + session.value() + ".views");
  }

  Future<SessionView> view(GetSession request);

  Future<AssetsView> assets(GetAssets request);

  Future<CandlesView> candles(GetCandles request);

  Future<CatalogView> catalog(GetCatalog request);

  /** Changes preferences, for this session and later ones on any device; answers all of them. */
  Future<Preferences> setPreferences(SetPreferences request);

  /**
   * Replaces the tokens, and the ssid by that of a new login: at once while the link reconnects,
   * and when the broker ends the old one while it is connected. Fails with SESSION_ENDED when the
   * link has ended (AUTH_FAILED).
   */
  Future<Void> renew(RenewLogin request);

  /** Records the use of a token. Fails with SESSION_ENDED when it belongs to another user. */
  Future<Void> recordTokenUse(RecordTokenUse request);
}
