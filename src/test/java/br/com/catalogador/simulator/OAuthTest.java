package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.RunningSimulator.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OAuth with PKCE, from the redirect to an authenticated socket. */
@ExtendWith(VertxExtension.class)
class OAuthTest {
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  // Verifier and challenge of RFC 7636, appendix B.
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final String AUTHORIZE =
      "/auth/oauth.v5/authorize?response_type=code&redirect_uri=http%3A%2F%2Flocalhost%2Fback"
          + "&client_id=82&scope=full%20offline_access&code_challenge="
          + CHALLENGE
          + "&code_challenge_method=S256";

  private RunningSimulator simulator;

  @BeforeEach
  void start(Vertx vertx) {
    simulator = RunningSimulator.start(vertx);
  }

  private String code() {
    return code(AUTHORIZE, null);
  }

  private String code(String uri, String cookie) {
    String location = simulator.redirect(uri, cookie).getHeader("location");
    return location.substring(location.indexOf('=') + 1);
  }

  private static JsonObject codeGrant(String code) {
    return new JsonObject()
        .put("grant_type", "authorization_code")
        .put("code", code)
        .put("redirect_uri", "http://localhost/back")
        .put("client_id", 82)
        .put("code_verifier", VERIFIER);
  }

  private HttpResponse<Buffer> token(JsonObject grant) {
    return simulator.post("/auth/oauth.v5/token", grant);
  }

  private static void assertRefused(HttpResponse<Buffer> response) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.bodyAsJsonObject().fieldNames()).containsExactly("code", "message");
  }

  private int userOf(String accessToken) {
    BrokerSocket socket = simulator.socket();
    assertThat(socket.authenticate(accessToken)).isTrue();
    return socket
        .ask("core.get-profile", new JsonObject())
        .getJsonObject("msg")
        .getJsonObject("result")
        .getInteger("user_id");
  }

  @Test
  void redirectsBackWithACodeAndTheState() {
    HttpResponse<Buffer> response = simulator.redirect(AUTHORIZE + "&state=a%26b", null);
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.getHeader("location"))
        .matches("http://localhost/back\\?code=[0-9a-f-]{36}&state=a%26b");
  }

  @Test
  void accessTokenOpensASocketForTheDemoUser() {
    JsonObject tokens = token(codeGrant(code())).bodyAsJsonObject();
    assertThat(tokens.fieldNames())
        .containsExactly("access_token", "token_type", "expires_in", "scope", "refresh_token");
    assertThat(tokens.getString("scope")).isEqualTo("full offline_access");
    assertThat(userOf(tokens.getString("access_token"))).isEqualTo(1_002);
  }

  @Test
  void authorizesTheUserOfTheSsid() {
    String cookie = "ssid=" + simulator.ssid("user7@catalogador.local");
    JsonObject tokens = token(codeGrant(code(AUTHORIZE, cookie))).bodyAsJsonObject();
    assertThat(userOf(tokens.getString("access_token"))).isEqualTo(100_007);
    assertThat(simulator.redirect(AUTHORIZE, "ssid=bad").statusCode()).isEqualTo(401);
  }

  @Test
  void issuesNoRefreshTokenWithoutOfflineAccess() {
    String online = AUTHORIZE.replace("%20offline_access", "");
    JsonObject tokens = token(codeGrant(code(online, null))).bodyAsJsonObject();
    assertThat(tokens.containsKey("refresh_token")).isFalse();
    assertThat(tokens.getString("scope")).isEqualTo("full");
  }

  @ParameterizedTest
  @CsvSource({
    "code_verifier, wrong",
    "redirect_uri, http://localhost/elsewhere",
    "client_id, 83",
    "code, made-up",
    "grant_type, password"
  })
  void refusesAGrantWithAnyWrongParameter(String field, String value) {
    assertRefused(token(codeGrant(code()).put(field, value)));
  }

  @Test
  void acceptsACodeOnceAndForFiveMinutes() {
    String code = code();
    assertThat(token(codeGrant(code)).statusCode()).isEqualTo(200);
    assertRefused(token(codeGrant(code)));
    String late = code();
    simulator.setClock(NOW + 300);
    assertRefused(token(codeGrant(late)));
  }

  @Test
  void acceptsARefreshTokenOnce() {
    JsonObject first = token(codeGrant(code())).bodyAsJsonObject();
    JsonObject refresh =
        new JsonObject()
            .put("grant_type", "refresh_token")
            .put("refresh_token", first.getString("refresh_token"))
            .put("client_id", 82)
            .put("client_secret", "any");
    assertRefused(token(refresh.copy().put("client_secret", "")));
    JsonObject second = token(refresh).bodyAsJsonObject();
    assertThat(second.getString("access_token")).isNotEqualTo(first.getString("access_token"));
    assertThat(second.getString("refresh_token")).isNotEqualTo(first.getString("refresh_token"));
    assertThat(userOf(second.getString("access_token"))).isEqualTo(1_002);
    assertRefused(token(refresh));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "response_type=code",
        "redirect_uri=http%3A%2F%2Flocalhost%2Fback",
        "client_id=82",
        "code_challenge_method=S256"
      })
  void refusesToAuthorizeWithAMissingParameter(String parameter) {
    assertRefused(simulator.redirect(AUTHORIZE.replace(parameter, "x=1"), null));
  }
}
