package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Request;
import br.com.catalogador.session.message.Session;
import io.vertx.core.Future;

/** The way from a token to the session it names. */
final class Sessions {
  private final Bus bus;

  Sessions(Bus bus) {
    this.bus = bus;
  }

  /**
   * Asks a session.
   *
   * @param who named by a token whose signature was checked
   * @return the answer; SESSION_ENDED when there is no such session any more, or what the request
   *     fails with
   */
  <R> Future<R> ask(Identity who, Request<Session, R> request) {
    return bus.request(Session.address(who.session()), request);
  }
}
