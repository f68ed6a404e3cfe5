package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.RunningSimulator.DEMO;
import static br.com.catalogador.simulator.RunningSimulator.NOW;
import static br.com.catalogador.simulator.SimulatedUsers.DEMO_2FA;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Login with a second factor and with a rate limit. */
@ExtendWith(VertxExtension.class)
class LoginTest {
  private static final String VERIFY = "/api/v2/verify/2fa";

  private RunningSimulator simulator;

  @BeforeEach
  void start(Vertx vertx) {
    simulator = RunningSimulator.start(vertx);
  }

  private HttpResponse<Buffer> login(String email, String token) {
    return simulator.post(
        "/api/v2/login",
        new JsonObject().put("identifier", email).put("password", "demo-1234").put("token", token));
  }

  private String firstToken() {
    return login(DEMO_2FA, null).bodyAsJsonObject().getString("token");
  }

  private HttpResponse<Buffer> verify(String key, String value, String token) {
    return simulator.post(VERIFY, new JsonObject().put(key, value).put("token", token));
  }

  /** The token issued by a successful step. */
  private String step(String key, String value, String token) {
    HttpResponse<Buffer> response = verify(key, value, token);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.bodyAsJsonObject().getString("code")).isEqualTo("success");
    return response.bodyAsJsonObject().getString("token");
  }

  private static void assertRefused(HttpResponse<Buffer> response, String code) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.bodyAsJsonObject().getString("code")).isEqualTo(code);
    assertThat(response.bodyAsJsonObject().getString("message")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/login", "/api/v2/login"})
  void requiresTheCodeAfterTheRightPassword(String path) {
    HttpResponse<Buffer> response = simulator.login(path, DEMO_2FA, "demo-1234");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.cookies()).isEmpty();
    JsonObject body = response.bodyAsJsonObject();
    assertThat(body.getString("token")).isNotEmpty();
    body.remove("token");
    assertThat(body)
        .isEqualTo(
            new JsonObject()
                .put("code", "verify")
                .put("method", "email")
                .put("available_methods", JsonArray.of("email", "sms")));
  }

  @Test
  void refusesAWrongPasswordBeforeAnyCode() {
    assertThat(simulator.login("/v2/login", DEMO_2FA, "wrong").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "sms"})
  void logsInWithTheCodeThatWasSent(String method) {
    String sent = step("method", method, firstToken());
    String confirmed = step("code", "123456", sent);
    HttpResponse<Buffer> response = login(DEMO_2FA, confirmed);
    String ssid = response.bodyAsJsonObject().getString("ssid");
    assertThat(response.bodyAsJsonObject().getString("code")).isEqualTo("success");
    assertThat(response.cookies()).containsExactly("ssid=" + ssid + "; Path=/; HTTPOnly");
    assertThat(simulator.socket().authenticate(ssid)).isTrue();
  }

  @Test
  void acceptsTheCodeWithTheFirstToken() {
    String confirmed = step("code", "123456", firstToken());
    assertThat(login(DEMO_2FA, confirmed).bodyAsJsonObject().getString("code"))
        .isEqualTo("success");
  }

  @Test
  void acceptsEachTokenOnce() {
    String first = firstToken();
    String sent = step("method", "email", first);
    assertRefused(verify("method", "email", first), "invalid_token");
    String confirmed = step("code", "123456", sent);
    assertRefused(verify("code", "123456", sent), "invalid_token");
    assertRefused(verify("code", "123456", confirmed), "invalid_token");
    login(DEMO_2FA, confirmed);
    assertThat(login(DEMO_2FA, confirmed).bodyAsJsonObject().getString("code")).isEqualTo("verify");
  }

  @Test
  void expiresEachTokenAfterFiveMinutes() {
    String young = firstToken();
    simulator.setClock(NOW + 299);
    String confirmed = step("code", "123456", young);
    String old = firstToken();
    simulator.setClock(NOW + 599);
    assertRefused(verify("code", "123456", old), "invalid_token");
    assertThat(login(DEMO_2FA, confirmed).bodyAsJsonObject().getString("code")).isEqualTo("verify");
  }

  @Test
  void refusesATokenOfAnotherUserOrWithoutCode() {
    assertThat(login(DEMO_2FA, firstToken()).bodyAsJsonObject().getString("code"))
        .isEqualTo("verify");
    assertThat(login(DEMO_2FA, "made-up").bodyAsJsonObject().getString("code")).isEqualTo("verify");
  }

  @Test
  void fifthWrongCodeEndsTheLoginEvenAfterANewCode() {
    String token = firstToken();
    for (int i = 0; i < 3; i++) {
      assertRefused(verify("code", "654321", token), "invalid_code");
    }
    String again = step("method", "sms", token);
    assertRefused(verify("code", "", again), "invalid_code");
    assertRefused(verify("code", "0", again), "invalid_code");
    assertRefused(verify("code", "123456", again), "invalid_token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "carrier-pigeon"})
  void refusesAnUnsupportedMethodAndAcceptsAnother(String method) {
    String token = firstToken();
    HttpResponse<Buffer> response = verify("method", method, token);
    assertRefused(response, "method_not_supported");
    assertThat(response.bodyAsJsonObject().getString("message"))
        .isEqualTo(
            "This verification method is not supported. Choose another method or try again"
                + " later.");
    step("method", "sms", token);
  }

  @Test
  void refusesABodyThatIsNotJson() {
    assertRefused(simulator.postText(VERIFY, "code=123456"), "invalid_token");
    assertThat(simulator.postText("/v2/login", "nonsense").statusCode()).isEqualTo(401);
  }

  @Test
  void hasNoRateLimitByDefault() {
    for (int i = 0; i < 30; i++) {
      simulator.ssid("user" + i + "@catalogador.local");
    }
  }

  @Test
  void loginOverTheLimitIsRefusedWithTheWait() {
    simulator.fault("loginLimit", new JsonObject().put("logins", 2).put("seconds", 600));
    simulator.ssid(DEMO);
    simulator.login("/v2/login", DEMO, "wrong");
    simulator.setClock(NOW + 30);

    HttpResponse<Buffer> refused = simulator.login("/api/v2/login", DEMO, "demo-1234");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.bodyAsJsonObject())
        .isEqualTo(
            new JsonObject()
                .put("code", "requests_limit_exceeded")
                .put(
                    "message", "The number of requests has been exceeded. Try again in 10 minutes.")
                .put("ttl", 570));

    simulator.setClock(NOW + 600);
    assertThat(simulator.login("/v2/login", DEMO, "demo-1234").statusCode()).isEqualTo(200);
  }

  @Test
  void limitCountsPerAddressAndEndsWithTheFault() {
    simulator.fault("loginLimit", new JsonObject().put("logins", 1).put("seconds", 60));
    simulator.ssid(DEMO);
    assertThat(simulator.login("/v2/login", DEMO, "demo-1234").statusCode()).isEqualTo(429);
    assertThat(simulator.from("127.0.0.2").login("/v2/login", DEMO, "demo-1234").statusCode())
        .isEqualTo(200);
    simulator.resetFaults();
    assertThat(simulator.login("/v2/login", DEMO, "demo-1234").statusCode()).isEqualTo(200);
  }
}
