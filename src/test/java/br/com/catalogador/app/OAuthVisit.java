package br.com.catalogador.app;

import br.com.catalogador.app.ApiClient.Answer;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a browser has after the demo user has allowed the access on the broker's page: the cookie of
 * the attempt, and the address to come back to.
 *
 * @param cookie name and value
 * @param callback path and query
 */
record OAuthVisit(String cookie, String callback) {
  private static final String ATTEMPT = "catalogador_oauth";
  private static final String TOKEN = "catalogador_token";
  private static final String FAILURE = "catalogador_login_failure";

  /** Begins at a server, and allows the access at the broker. */
  static OAuthVisit allowed(RunningServer server) throws IOException, InterruptedException {
    Answer begun = server.client().get("/api/v1/login/oauth");
    HttpRequest page = HttpRequest.newBuilder(URI.create(begun.header("Location"))).build();
    // Without a page to show, the broker sends the code at once.
    String back =
        HttpClient.newHttpClient()
            .send(page, BodyHandlers.discarding())
            .headers()
            .firstValue("Location")
            .orElseThrow();
    URI callback = URI.create(back);
    return new OAuthVisit(
        ATTEMPT + "=" + setCookie(begun, ATTEMPT),
        callback.getRawPath() + "?" + callback.getRawQuery());
  }

  /** Comes back to a server. */
  Answer back(RunningServer server) {
    return server.client().with("Cookie", cookie).get(callback);
  }

  /** A parameter with which the browser comes back: {@code code} or {@code state}. */
  String parameter(String name) {
    return new QueryStringDecoder(callback).parameters().get(name).get(0);
  }

  /** The token that an answer sets; null without one. */
  static String token(Answer answer) {
    return setCookie(answer, TOKEN);
  }

  /** The code of the failure that an answer leaves for the page; null without one. */
  static String failure(Answer answer) {
    String found = setCookie(answer, FAILURE);
    return found == null
        ? null
        : new JsonObject(new String(Base64.getUrlDecoder().decode(found), StandardCharsets.UTF_8))
            .getString("code");
  }

  private static String setCookie(Answer answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(name.length() + 1).split(";", 2)[0])
        .findFirst()
        .orElse(null);
  }
}
