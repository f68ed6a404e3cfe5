package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.BodyReader;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.TokenCookie;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code POST /api/v1/logout}: ends the caller's token, and with {@code {"all":true}} every token
 * of the user. With the last one the session and its broker socket end.
 *
 * <p>A logout is not among the requests that a session may have in flight: whoever has stolen the
 * token could use them up and keep the user from ending it. Instead a token has one logout under
 * way, whose result all requests share. On one event loop.
 */
final class LogoutRoute implements Handler<RoutingContext> {
  private static final int NO_CONTENT = 204;

  private final Bus bus;
  private final TokenCookie cookies;
  private final Map<SameLogout, Future<Void>> underWay = new HashMap<>();

  private record SameLogout(SessionId session, String token, boolean all) {}

  LogoutRoute(Bus bus, TokenCookie cookies) {
    this.bus = bus;
    this.cookies = cookies;
  }

  @Override
  public void handle(RoutingContext context) {
    boolean all = BodyReader.of(context).length() > 0 && all(context);
    Identity who = Identity.of(context);
    end(who, all)
        .onSuccess(
            ignored -> {
              cookies.end(context);
              context.response().setStatusCode(NO_CONTENT).end();
            })
        .onFailure(context::fail);
  }

  private Future<Void> end(Identity who, boolean all) {
    SameLogout key = new SameLogout(who.session(), who.token(), all);
    Future<Void> shared = underWay.get(key);
    if (shared != null) {
      return shared;
    }
    EndSession end =
        new EndSession(
            who.session(), who.user(), who.token(), who.expiresAt().getEpochSecond(), all);
    Future<Void> result = bus.request(SessionDirectory.ADDRESS, end);
    underWay.put(key, result);
    return result.onComplete(ignored -> underWay.remove(key));
  }

  private static boolean all(RoutingContext context) {
    return Parameters.ofBody(Bodies.read(context), "all").flag("all", false);
  }
}
