package br.com.catalogador.web;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Request;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.session.message.Revive;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import io.vertx.core.Future;

/**
 * The way from a token to the session it names. A session that rests, or that an earlier run of the
 * server left behind, is brought back first.
 */
final class Sessions {
  private final Bus bus;

  Sessions(Bus bus) {
    this.bus = bus;
  }

  /**
   * Asks a session.
   *
   * @param who named by a token whose signature was checked
   * @return the answer; SESSION_ENDED when there is no such session any more, what {@link
   *     SessionDirectory#revive} fails with, or what the request does
   */
  <R> Future<R> ask(Identity who, Request<Session, R> request) {
    return ask(Session.address(who.session()), who, request);
  }

  /** The same of a session's ranking. */
  <R> Future<R> askRanking(Identity who, Request<Rankings, R> request) {
    return ask(Rankings.address(who.session()), who, request);
  }

  private <S, R> Future<R> ask(Address<S> address, Identity who, Request<S, R> request) {
    return bus.request(
        address,
        request,
        () -> bus.request(SessionDirectory.ADDRESS, new Revive(who.session(), who.user())));
  }
}
