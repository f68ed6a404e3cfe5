package br.com.catalogador.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * OAuth 2 with PKCE. A browser gets a page where a user allows or denies the access; any other
 * client gets a code at once, for the user of its ssid cookie, or else the demo user. Access tokens
 * are ssids. Confined to one event loop.
 */
final class OAuthAnswers {
  private static final long CODE_LIFE_MILLIS = 300_000;

  /** The usual life of an access token. */
  static final int TOKEN_SECONDS = 3_600;

  private final SimulatedBroker broker;
  private final HttpHandlers http;
  private final Map<String, Grant> codes = new HashMap<>();
  private final Map<String, Renewal> refreshTokens = new HashMap<>();

  /** What a refresh token renews; it ends the access token. */
  private record Renewal(Grant grant, String accessToken) {}

  private record Grant(
      SimulatedUser user,
      String clientId,
      String redirectUri,
      String scope,
      String challenge,
      long endMillis) {
    boolean offline() {
      return scope.contains("offline_access");
    }
  }

  OAuthAnswers(SimulatedBroker broker, HttpHandlers http) {
    this.broker = broker;
    this.http = http;
  }

  /** Adds the routes. */
  void mount(Router router) {
    router.get("/auth/oauth.v5/authorize").handler(http.handler("authorize", this::authorize));
    router.post("/auth/oauth.v5/token").handler(http.handler("token", this::token));
  }

  private void authorize(RoutingContext context, JsonObject body) {
    MultiMap query = context.queryParams();
    String decision = query.get(ConsentPage.DECISION);
    SimulatedUser user = user(context);
    if (user == null) {
      HttpHandlers.refuse(context, 401, "unauthorized", "The user or the ssid is not valid.");
    } else if (!isCodeRequest(query)) {
      HttpHandlers.refuse(
          context,
          400,
          "invalid_request",
          "Expected response_type=code, redirect_uri, client_id, code_challenge and"
              + " code_challenge_method=S256.");
    } else if (decision == null && wantsPage(context)) {
      ConsentPage.send(context);
    } else if (ConsentPage.DENIED.equals(decision)) {
      context.redirect(redirect(query, "error=access_denied"));
    } else {
      context.redirect(redirect(query, "code=" + newCode(user, query)));
    }
  }

  private static boolean wantsPage(RoutingContext context) {
    return String.valueOf(context.request().getHeader("Accept")).contains("text/html");
  }

  /** The user chosen on the page, or that of the ssid cookie, or the demo user; null if invalid. */
  private SimulatedUser user(RoutingContext context) {
    String chosen = context.queryParams().get(ConsentPage.USER);
    Cookie cookie = context.request().getCookie("ssid");
    return chosen == null && cookie != null
        ? broker.logins().user(cookie.getValue()).orElse(null)
        : SimulatedUsers.ofEmail(chosen == null ? SimulatedUsers.DEMO : chosen).orElse(null);
  }

  private static boolean isCodeRequest(MultiMap query) {
    return "code".equals(query.get("response_type"))
        && "S256".equals(query.get("code_challenge_method"))
        && query.contains("code_challenge")
        && String.valueOf(query.get("client_id")).matches("\\d{1,18}")
        && isAddress(query.get("redirect_uri"));
  }

  private static boolean isAddress(String text) {
    try {
      return text != null && URI.create(text).isAbsolute();
    } catch (IllegalArgumentException ignored) {
      return false;
    }
  }

  private String newCode(SimulatedUser user, MultiMap query) {
    long now = broker.clock().millis();
    codes.values().removeIf(grant -> grant.endMillis <= now);
    String code = UUID.randomUUID().toString();
    codes.put(
        code,
        new Grant(
            user,
            query.get("client_id"),
            query.get("redirect_uri"),
            query.contains("scope") ? query.get("scope") : "full",
            query.get("code_challenge"),
            now + CODE_LIFE_MILLIS));
    return code;
  }

  private static String redirect(MultiMap query, String result) {
    String uri = query.get("redirect_uri");
    String target = uri + (uri.contains("?") ? "&" : "?") + result;
    return query.contains("state")
        ? target + "&state=" + URLEncoder.encode(query.get("state"), UTF_8)
        : target;
  }

  private void token(RoutingContext context, JsonObject body) {
    LoginFaults.TokenRefusal refusal = broker.faults().plan().login().tokenRefusal();
    if (refusal != null) {
      refusal.answer(context);
      return;
    }
    Grant grant =
        switch (String.valueOf(body.getValue("grant_type"))) {
          case "authorization_code" -> byCode(body);
          case "refresh_token" -> byRefreshToken(body);
          default -> null;
        };
    if (grant == null) {
      HttpHandlers.refuse(context, 400, "invalid_grant", "The grant is unknown, used or expired.");
    } else {
      context.json(tokens(grant));
    }
  }

  /**
   * Redeems a code, which is consumed even if another parameter is wrong; null if anything is
   * invalid.
   */
  private Grant byCode(JsonObject body) {
    Grant grant = codes.remove(text(body, "code"));
    boolean valid =
        grant != null
            && grant.endMillis > broker.clock().millis()
            && grant.clientId.equals(text(body, "client_id"))
            && grant.redirectUri.equals(text(body, "redirect_uri"))
            && grant.challenge.equals(challenge(text(body, "code_verifier")));
    return valid ? grant : null;
  }

  private Grant byRefreshToken(JsonObject body) {
    String token = text(body, "refresh_token");
    Renewal renewal = refreshTokens.get(token);
    boolean valid =
        renewal != null
            && renewal.grant.clientId.equals(text(body, "client_id"))
            && body.getValue("client_secret") instanceof String secret
            && !secret.isEmpty();
    if (!valid) {
      return null;
    }
    refreshTokens.remove(token);
    broker.logins().end(renewal.accessToken);
    return renewal.grant;
  }

  private static String text(JsonObject body, String key) {
    return String.valueOf(body.getValue(key));
  }

  private JsonObject tokens(Grant grant) {
    String accessToken = broker.logins().open(grant.user);
    JsonObject tokens =
        new JsonObject()
            .put("access_token", accessToken)
            .put("token_type", "Bearer")
            .put("expires_in", broker.faults().plan().login().tokenSeconds())
            .put("scope", grant.scope);
    if (grant.offline()) {
      String refreshToken = UUID.randomUUID().toString();
      refreshTokens.put(refreshToken, new Renewal(grant, accessToken));
      tokens.put("refresh_token", refreshToken);
    }
    return tokens;
  }

  /** The S256 challenge of a verifier. */
  static String challenge(String verifier) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) { // every Java platform has SHA-256
      throw new IllegalStateException(e);
    }
  }
}
