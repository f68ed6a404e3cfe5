package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.candle.CandlePage;
import io.vertx.core.Future;
import java.time.Duration;

/** The operations of one user's session. Every one counts as a sign of life, {@code fetch} not. */
public interface Session {

  /**
   * Where a session listens. Routes and the candle cache send here; the session's own verticle
   * answers while it is deployed. When nobody does, {@link SessionDirectory#revive} may bring it
   * back.
   */
  static Address<Session> address(SessionId session) {
    return new Address<>(
        "session." + session.value(),
        Duration.ofSeconds(60),
        FailureKind.SESSION_ENDED,
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

  /** Candles straight from the broker, by this user's socket. */
  Future<CandlePage> fetch(FetchCandles request);
}
