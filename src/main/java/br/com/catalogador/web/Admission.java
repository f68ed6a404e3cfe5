package br.com.catalogador.web;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Future;

/** Says whether a token opens an address now: signed here, not expired, its session alive. */
final class Admission {
  private final Tokens tokens;
  private final Sessions sessions;

  /** Who has been let in, and how his session stands. */
  record Admitted(Identity who, SessionView session) {}

  Admission(Tokens tokens, Sessions sessions) {
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /**
   * Lets in, which counts as use of the session.
   *
   * @param token may be null
   * @param owner whose address it is
   * @return UNAUTHORIZED without a good token, ACCESS_DENIED when it is another user's,
   *     SESSION_ENDED, or what asking the session fails with
   */
  Future<Admitted> admit(String token, UserId owner) {
    if (token == null) {
      return Future.failedFuture(Failure.of(FailureKind.UNAUTHORIZED));
    }
    return tokens
        .verify(token)
        .compose(
            who ->
                who.user().equals(owner)
                    ? alive(who)
                    : Future.failedFuture(Failure.of(FailureKind.ACCESS_DENIED)));
  }

  /** The same for somebody who has been let in before. */
  Future<Admitted> alive(Identity who) {
    return sessions.ask(who, new GetSession()).map(view -> new Admitted(who, view));
  }
}
