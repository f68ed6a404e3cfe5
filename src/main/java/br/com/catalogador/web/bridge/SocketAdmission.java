package br.com.catalogador.web.bridge;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.SessionClient;
import br.com.catalogador.web.http.Tokens;
import io.vertx.core.Future;

/** Admits a client by a valid token of a session that has not ended. */
public final class SocketAdmission {
  private final Tokens tokens;
  private final SessionClient sessions;

  /** An admitted client, and the current state of its session. */
  record Admitted(Identity identity, SessionView view) {}

  public SocketAdmission(Tokens tokens, SessionClient sessions) {
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /**
   * The identity of a token, without a check that its session exists.
   *
   * @param token may be null
   * @return UNAUTHORIZED without a valid token
   */
  Future<Identity> identify(String token) {
    return token == null
        ? Future.failedFuture(Failure.of(FailureKind.UNAUTHORIZED))
        : tokens.verify(token);
  }

  /**
   * The identity of a token, for an address of a user.
   *
   * @return UNAUTHORIZED without a valid token, ACCESS_DENIED for another user
   */
  Future<Identity> identify(String token, UserId owner) {
    return identify(token)
        .compose(
            who ->
                who.user().equals(owner)
                    ? Future.succeededFuture(who)
                    : Future.failedFuture(Failure.of(FailureKind.ACCESS_DENIED)));
  }

  /**
   * Requests the state of the session, which activates it and counts as use.
   *
   * @return the admitted client; fails with SESSION_ENDED, or as the request to the session
   */
  Future<Admitted> requestSession(Identity identity) {
    return sessions.ask(identity, new GetSession()).map(view -> new Admitted(identity, view));
  }
}
