package br.com.catalogador.web;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.UserId;
import io.vertx.ext.web.RoutingContext;

/** Who a request comes from, read from a token whose signature was checked. */
record Identity(UserId user, SessionId session) {
  private static final String KEY = Identity.class.getName();

  void attachTo(RoutingContext context) {
    context.put(KEY, this);
  }

  /**
   * Who this request comes from.
   *
   * @throws Failure UNAUTHORIZED when {@link Authentication} has not let it through
   */
  static Identity of(RoutingContext context) {
    Identity identity = context.get(KEY);
    if (identity == null) {
      throw Failure.of(FailureKind.UNAUTHORIZED);
    }
    return identity;
  }
}
