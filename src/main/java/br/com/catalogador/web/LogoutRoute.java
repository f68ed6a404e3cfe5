package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.support.ContextPromise;
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
 * {@code POST /api/v1/logout}: revokes the token of the request, or with {@code {"all":true}} all
 * tokens of the user. The session and its broker socket end with the last token.
 *
 * <p>A logout does not count towards the limit of requests in flight of its session: with a stolen
 * token, an attacker could use the limit up and prevent the logout. Instead each token has at most
 * one logout in flight, and concurrent requests share its result. Confined to one event loop.
 */
final class LogoutRoute implements Handler<RoutingContext> {
  private static final int NO_CONTENT = 204;

  private final Bus bus;
  private final TokenCookie cookies;
  private final Map<SameLogout, Future<Void>> inFlight = new HashMap<>();

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
    Future<Void> shared = inFlight.get(key);
    if (shared != null) {
      return ContextPromise.follow(shared);
    }
    EndSession end =
        new EndSession(
            who.session(), who.user(), who.token(), who.expiresAt().getEpochSecond(), all);
    Future<Void> result = bus.request(SessionDirectory.ADDRESS, end);
    inFlight.put(key, result);
    return result.onComplete(ignored -> inFlight.remove(key));
  }

  private static boolean all(RoutingContext context) {
    return Parameters.ofBody(Bodies.read(context), "all").flag("all", false);
  }
}
