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

/** Says whether a token opens an address now: signed here, not expired, its session alive. */
public final class SocketAdmission {
  private final Tokens tokens;
  private final SessionClient sessions;

  /** Who has been let in, and how his session stands. */
  record Admitted(Identity who, SessionView session) {}

  public SocketAdmission(Tokens tokens, SessionClient sessions) {
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /**
   * Says who a token names, whether or not the session is still alive.
   *
   * @param token may be null
   * @return UNAUTHORIZED without a good token
   */
  Future<Identity> identify(String token) {
    return token == null
        ? Future.failedFuture(Failure.of(FailureKind.UNAUTHORIZED))
        : tokens.verify(token);
  }

  /**
   * The same at an address of a user.
   *
   * @return UNAUTHORIZED without a good token, ACCESS_DENIED when it is another user's
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
   * Lets in, which counts as use of the session.
   *
   * @return SESSION_ENDED, or what asking the session fails with
   */
  Future<Admitted> alive(Identity who) {
    return sessions.ask(who, new GetSession()).map(view -> new Admitted(who, view));
  }
}
