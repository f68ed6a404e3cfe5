package br.com.catalogador.broker;

import static br.com.catalogador.broker.ScriptedBroker.LOGOUT;
import static br.com.catalogador.broker.ScriptedBroker.VERIFY;
import static br.com.catalogador.broker.ScriptedBroker.VERIFY_AT_LOGIN;
import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeRequired;
import br.com.catalogador.broker.LoginAnswer.Confirmed;
import br.com.catalogador.broker.ScriptedBroker.Posted;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class LoginTest {
  private static final Secret PASSWORD = new Secret("demo-1234");

  private static final String CODE = "123456";
  private static final Secret TOKEN = new Secret("T1");
  private static final String PAGE = "<html><title>Just a moment...</title></html>";

  private final SettableTime time = new SettableTime(1_790_000_000);
  private ScriptedBroker broker;
  private HttpClient http;

  @BeforeEach
  void start(Vertx vertx) {
    broker = ScriptedBroker.start(vertx);
    http = vertx.createHttpClient();
  }

  private PolariumLogin polarium(BrokerOptions options) {
    BrokerHttp posts = new BrokerHttp(http, options);
    return new PolariumLogin(posts, posts, options, time);
  }

  private PolariumLogin polarium() {
    return polarium(broker.options());
  }

  private Future<Secret> login(BrokerOptions options) {
    return polarium(options)
        .login("ana@example.com", PASSWORD)
        .map(answer -> ((Accepted) answer).ssid());
  }

  private Future<Secret> login() {
    return login(broker.options());
  }

  private BrokerOptions inHurry() {
    return broker.options(Duration.ofMillis(200), Duration.ofMillis(200), 8);
  }

  private Failure refusal(int status, String body) {
    broker.onLogin(status, body);
    return failure(login());
  }

  private static JsonObject limit(long seconds) {
    return new JsonObject().put("retryAfter", seconds);
  }

  @Test
  void sendsOnlyEmailAndPassword() {
    broker.onLogin(200, "{\"code\":\"success\",\"ssid\":\"S\"}");

    await(login());

    assertThat(broker.logins())
        .containsExactly(
            new JsonObject().put("identifier", "ana@example.com").put("password", "demo-1234"));
  }

  @Test
  void sendsTheConfiguredHeadersAndReplacesTheUserAgent() {
    Promise<MultiMap> headers = Promise.promise();
    broker.onLogin(request -> headers.complete(request.headers()));

    login(
        broker.through(
            new BrokerNetwork(
                List.of(), null, Map.of("user-agent", "Mozilla/5.0", "Accept-Language", "pt-BR"))));

    assertThat(await(headers.future()).getAll("User-Agent")).containsExactly("Mozilla/5.0");
    assertThat(await(headers.future()).get("Accept-Language")).isEqualTo("pt-BR");
  }

  @Test
  void readsTheSessionIdFromTheBody() {
    broker.onLogin(200, "{\"code\":\"success\",\"ssid\":\"0123\",\"user_id\":1001}");

    assertThat(await(login())).isEqualTo(new Secret("0123"));
  }

  @Test
  void readsTheSessionIdFromTheCookie() {
    broker.onLogin(
        request -> {
          request.response().headers().add("Set-Cookie", "lang=pt");
          request.response().headers().add("Set-Cookie", "ssid=4567; Path=/; Secure");
          request.response().end("{\"code\":\"success\"}");
        });

    assertThat(await(login())).isEqualTo(new Secret("4567"));
  }

  @Test
  void readsTheUserIdWithTheSessionId() {
    broker.onLogin(200, "{\"code\":\"success\",\"ssid\":\"S\",\"user_id\":4294967377}");
    assertThat(await(polarium().login("ana@example.com", PASSWORD)))
        .isEqualTo(new Accepted(new Secret("S"), "4294967377"));

    broker.onLogin(200, "{\"code\":\"success\",\"ssid\":\"S\"}");
    assertThat(await(polarium().login("ana@example.com", PASSWORD)))
        .isEqualTo(new Accepted(new Secret("S"), ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 401, 403, 422, 500})
  void recognizesAWrongPasswordByItsCodeUnderAnyStatus(int status) {
    assertThat(refusal(status, "{\"code\":\"invalid_credentials\",\"message\":\"wrong\"}").kind())
        .isEqualTo(FailureKind.INVALID_CREDENTIALS);
  }

  @Test
  void recognizesAWrongPasswordOfVersion1ByItsNumber() {
    assertThat(
            refusal(403, "{\"errors\":[{\"code\":202,\"title\":\"Invalid credentials\"}]}").kind())
        .isEqualTo(FailureKind.INVALID_CREDENTIALS);
  }

  @ParameterizedTest
  @CsvSource({
    "401,user_blocked",
    "403,country_restricted",
    "403,captcha_required",
    "400,email_not_confirmed",
    "200,social_login_only",
    "500,something_new"
  })
  void reportsAnyOtherCodeAsARefusalWithTheBrokersMessage(int status, String code) {
    Failure refusal =
        refusal(status, "{\"code\":\"" + code + "\",\"message\":\"Your account is blocked.\"}");

    assertThat(refusal.kind()).isEqualTo(FailureKind.ACCOUNT_REFUSED);
    assertThat(refusal.facts())
        .isEqualTo(
            new JsonObject()
                .put("brokerCode", code)
                .put("brokerMessage", "Your account is blocked."));
  }

  @Test
  void reportsARefusalOfVersion1WithNumberAndTitle() {
    assertThat(
            refusal(403, "{\"errors\":[{\"code\":117,\"title\":\"Not in your country\"}]}").facts())
        .isEqualTo(
            new JsonObject().put("brokerCode", "117").put("brokerMessage", "Not in your country"));
  }

  @Test
  void reducesTheBrokersMessageToOneLineOf300Characters() {
    String message =
        "<b>No</b>\r\n\u0007\u202ego <a href='x'>here</a> " + "\ud83d\ude00".repeat(200);

    String text =
        refusal(403, new JsonObject().put("code", "x").put("message", message).encode())
            .facts()
            .getString("brokerMessage");

    assertThat(text).startsWith("No go here \ud83d\ude00").hasSizeBetween(299, 300);
    assertThat(text.codePoints())
        .noneMatch(letter -> Character.getType(letter) == Character.SURROGATE);
  }

  @ParameterizedTest
  @CsvSource({
    "429,'{\"code\":\"requests_limit_exceeded\",\"ttl\":600}',600",
    "200,'{\"code\":\"requests_limit_exceeded\",\"ttl\":3600}',3600",
    "429,'{\"code\":\"requests_limit_exceeded\",\"ttl\":\"90\"}',90",
    "429,'{\"code\":\"requests_limit_exceeded\",\"ttl\":null}',600",
    "429,'',600",
    "429,'{\"ttl\":0}',1",
    "429,'{\"ttl\":99999999}',86400",
    "403,'{\"data\":{\"ttl\":1894},\"errors\":[{\"code\":301}]}',1894",
    "429,<html>Too many</html>,600",
    "403,<html>Error 1015 You are being rate limited</html>,600",
    "403,error code: 1015,600"
  })
  void recognizesARateLimitInAnyFormWithItsWait(int status, String body, long seconds) {
    Failure refusal = refusal(status, body);

    assertThat(refusal.kind()).isEqualTo(FailureKind.BROKER_LIMIT);
    assertThat(refusal.facts()).isEqualTo(limit(seconds));
  }

  @ParameterizedTest
  @CsvSource({"120,120", "'Thu, 24 Sep 2026 12:02:00 GMT',120", "nonsense,600"})
  void readsTheWaitOfARateLimitFromAHeader(String retryAfter, long seconds) {
    broker.onLogin(
        request ->
            request
                .response()
                .setStatusCode(429)
                .putHeader("Date", "Thu, 24 Sep 2026 12:00:00 GMT")
                .putHeader("Retry-After", retryAfter)
                .end());

    assertThat(failure(login()).facts()).isEqualTo(limit(seconds));
  }

  @Test
  void sendsNoLoginWhileARateLimitLasts() {
    PolariumLogin polarium = polarium();
    broker.onLogin(429, "{\"ttl\":60}");
    assertThat(failure(polarium.login("ana@example.com", PASSWORD)).facts()).isEqualTo(limit(60));
    broker.onLogin(200, "{\"code\":\"success\",\"ssid\":\"S\"}");

    time.forward(Duration.ofMillis(59_001));
    assertThat(failure(polarium.login("bia@example.com", PASSWORD)).facts()).isEqualTo(limit(1));
    assertThat(broker.logins()).hasSize(1);

    time.forward(Duration.ofMillis(999));
    assertThat(await(polarium.login("bia@example.com", PASSWORD))).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "403,<html><title>Just a moment...</title>cdn-cgi cloudflare</html>,cloudflare",
    "403,<html><center>nginx/1.24.0</center></html>,nginx",
    "502,<html><hr><center>openresty</center></html>,nginx",
    "401,<html>Log in</html>,other",
    "200,<html>down for maintenance</html>,other",
    "200,'',other",
    "503,'',other",
    "200,null,other",
    "200,[],other",
    "200,7,other",
    "404,{},other",
    "403,'{\"message\":\"Forbidden\"}',other"
  })
  void reportsAnAnswerWithoutTheBrokersJsonAsBlocked(int status, String body, String gate) {
    Failure refusal = refusal(status, body);

    assertThat(refusal.kind()).isEqualTo(FailureKind.BROKER_BLOCKED);
    assertThat(refusal.facts())
        .isEqualTo(new JsonObject().put("gate", gate).put("brokerStatus", status));
  }

  @ParameterizedTest
  @CsvSource({"Server,cloudflare,cloudflare", "CF-RAY,8f1,cloudflare", "Server,nginx,nginx"})
  void recognizesTheGateByItsHeaders(String name, String value, String gate) {
    broker.onLogin(
        request -> request.response().setStatusCode(403).putHeader(name, value).end(PAGE));

    assertThat(failure(login()).facts().getString("gate")).isEqualTo(gate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"success\"}",
        "{\"code\":\"success\",\"ssid\":7}",
        "{\"code\":\"verify\",\"method\":\"sms\"}"
      })
  void reportsAnIncompleteSuccessAsUnreadable(String body) {
    assertThat(refusal(200, body).kind()).isEqualTo(FailureKind.BROKER_UNREADABLE);
  }

  @Test
  void truncatesAnEndlessAnswerAt64KilobytesAndClosesItsConnection(Vertx vertx) {
    Promise<Void> closed = Promise.promise();
    broker.onLogin(
        request -> {
          request.connection().closeHandler(closed::tryComplete);
          request.response().setChunked(true).write("{\"x\":\"");
          vertx.setPeriodic(1, ignored -> request.response().write("A".repeat(16 * 1024)));
        });

    Failure refusal = failure(login());

    assertThat(refusal.kind()).isEqualTo(FailureKind.BROKER_BLOCKED);
    await(closed.future());
  }

  @Test
  void reportsASecondFactorWithItsMethodsAndToken() {
    broker.onLogin(
        200,
        "{\"code\":\"verify\",\"method\":\"sms\",\"token\":\"T1\",\"message\":\"A code\","
            + "\"available_methods\":[\"email\",\"sms\",\"push\",7]}");

    assertThat(await(polarium().login("ana@example.com", PASSWORD)))
        .isEqualTo(new CodeRequired("sms", List.of("sms", "email", "push"), TOKEN, "A code"));

    broker.onLogin(200, "{\"code\":\"verify\",\"method\":\"sms\",\"token\":\"T1\"}");
    assertThat(await(polarium().login("ana@example.com", PASSWORD)))
        .isEqualTo(new CodeRequired("sms", List.of("sms"), TOKEN, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "sms,'\"email\",\"sms\"',sms",
    "push,'\"push\",\"sms\",\"email\"',sms",
    "'','\"push\",\"email\"',email",
    "push,'\"push\"',",
    "'','',''",
  })
  void codeIsSentByTheDefaultMethodElseByTheFirstThatGivesOne(
      String method, String available, String expected) {
    broker.onLogin(
        200,
        "{\"code\":\"verify\",\"method\":\"%s\",\"token\":\"T1\",\"available_methods\":[%s]}"
            .formatted(method, available));

    CodeRequired wanted = (CodeRequired) await(polarium().login("ana@example.com", PASSWORD));

    assertThat(wanted.codeMethod()).isEqualTo(Optional.ofNullable(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"code\":\"success\",\"token\":\"T2\"}',T2",
    "'{\"code\":\"success\"}',T1",
    "{},T1"
  })
  void sendsACodeByTheMethodAndReturnsTheNextToken(String body, String token) {
    broker.on(VERIFY, 200, body);

    assertThat(await(polarium().sendCode("sms", TOKEN))).isEqualTo(new Secret(token));
    assertThat(broker.posted(VERIFY).get(0).body())
        .isEqualTo(new JsonObject().put("method", "sms").put("token", "T1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 404, 500})
  void reportsARefusalToSendACodeWithItsReason(int status) {
    broker.on(VERIFY, status, "{\"code\":\"no_phone\",\"message\":\"There is no phone.\"}");

    Failure refusal = failure(polarium().sendCode("sms", TOKEN));

    assertThat(refusal.kind()).isEqualTo(FailureKind.CODE_NOT_SENT);
    assertThat(refusal.facts())
        .isEqualTo(
            new JsonObject().put("method", "sms").put("brokerMessage", "There is no phone."));
  }

  @Test
  void reportsABlockedOrLimitedRequestToSendACode() {
    broker.on(VERIFY, 403, PAGE).on(VERIFY_AT_LOGIN, 403, PAGE);
    assertThat(failure(polarium().sendCode("sms", TOKEN)).kind())
        .isEqualTo(FailureKind.BROKER_BLOCKED);

    PolariumLogin polarium = polarium();
    broker.on(VERIFY, 429, "{\"ttl\":30}");
    assertThat(failure(polarium.sendCode("sms", TOKEN)).facts()).isEqualTo(limit(30));
    // The limit applies to the second-factor host only.
    assertThat(polarium.checkLimit().succeeded()).isTrue();
  }

  @Test
  void correctCodeReturnsATokenOrASessionId() {
    broker.on(VERIFY, 200, "{\"code\":\"success\",\"token\":\"T3\"}");
    assertThat(await(polarium().confirm(CODE, TOKEN))).isEqualTo(new Confirmed(new Secret("T3")));

    broker.on(VERIFY, 200, "{\"code\":\"success\",\"ssid\":\"S\",\"user_id\":7}");
    assertThat(await(polarium().confirm(CODE, TOKEN)))
        .isEqualTo(new Accepted(new Secret("S"), "7"));
  }

  @ParameterizedTest
  @CsvSource({
    "400,'{\"code\":\"invalid_code\"}',INVALID_CODE",
    "200,'{\"code\":\"whatever\"}',INVALID_CODE",
    "403,<html>Just a moment</html>,BROKER_BLOCKED",
    "429,'{\"ttl\":30}',BROKER_LIMIT",
    "500,'{\"code\":\"internal\"}',ACCOUNT_REFUSED",
    "200,'{\"code\":\"success\"}',BROKER_UNREADABLE"
  })
  void reportsOnlyTheBrokersRefusalAsAWrongCode(int status, String body, FailureKind kind) {
    broker.on(VERIFY, status, body).on(VERIFY_AT_LOGIN, 404, "");

    assertThat(failure(polarium().confirm(CODE, TOKEN)).kind()).isEqualTo(kind);
  }

  @Test
  void fallsBackToTheLoginHostForCodes() {
    broker.on(VERIFY, 404, PAGE);
    broker.on(VERIFY_AT_LOGIN, 200, "{\"code\":\"success\",\"token\":\"T3\"}");

    assertThat(await(polarium().sendCode("sms", TOKEN))).isEqualTo(new Secret("T3"));
    assertThat(await(polarium().confirm(CODE, TOKEN))).isEqualTo(new Confirmed(new Secret("T3")));
  }

  @Test
  void logsOutByCookie() {
    broker.on(LOGOUT, 200, "{\"code\":\"success\"}");

    await(polarium().logout(new Secret("S")));

    assertThat(broker.posted(LOGOUT))
        .containsExactly(new Posted(LOGOUT, new JsonObject(), "ssid=S", "127.0.0.1"));
  }

  @Test
  void ignoresAFailedLogout() {
    broker.on(LOGOUT, 500, "");

    await(polarium().logout(new Secret("S")));
  }

  @Test
  void logsOutALoginThatSucceedsAfterItsTimeOut() {
    Promise<HttpServerRequest> hung = Promise.promise();
    broker.onLogin(hung::complete).on(LOGOUT, 200, "{}");
    // A late answer is awaited for two more of these limits.
    Duration limit = Duration.ofMillis(1_500);
    BrokerOptions options = broker.options(limit, limit, 8);
    assertThat(failure(login(options)).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);

    await(hung.future()).response().end("{\"code\":\"success\",\"ssid\":\"late\"}");

    until(() -> !broker.posted(LOGOUT).isEmpty());
    assertThat(broker.posted(LOGOUT).get(0).cookie()).isEqualTo("ssid=late");
  }

  @Test
  void resetsALoginThatIsNeverAnswered() {
    Promise<Void> closed = Promise.promise();
    broker.onLogin(request -> request.connection().closeHandler(closed::complete));

    assertThat(failure(login(inHurry())).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);
    await(closed.future());
  }

  @Test
  void wipesTheBodyAfterSendingItWithAnyResult() {
    BrokerOptions options = broker.options();
    BrokerHttp posts = new BrokerHttp(http, options);
    for (int status : new int[] {200, 401}) {
      broker.onLogin(status, "{}");
      Buffer body = new JsonObject().put("password", "demo-1234").toBuffer();

      await(posts.post(options.loginUrl(), body, Duration.ofSeconds(5)));

      assertThat(broker.logins()).last().isEqualTo(new JsonObject().put("password", "demo-1234"));
      assertThat(body.getBytes()).containsOnly(0);
    }
    Buffer unsent = Buffer.buffer("demo-1234");
    assertThat(failure(posts.post("http://127.0.0.1:1/", unsent, Duration.ofSeconds(5))).kind())
        .isEqualTo(FailureKind.BROKER_UNAVAILABLE);
    assertThat(unsent.getBytes()).containsOnly(0);
  }

  @Test
  void failsAsBusyWhenTheConnectionQueueIsFull(Vertx vertx) {
    http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1).setMaxWaitQueueSize(1));
    PolariumLogin polarium = polarium();
    polarium.login("a@b.c", PASSWORD);
    until(() -> broker.logins().size() == 1);
    polarium.login("b@b.c", PASSWORD);

    assertThat(failure(polarium.login("c@b.c", PASSWORD)).kind()).isEqualTo(FailureKind.BUSY);
  }

  @Test
  void failsAsUnavailableOnAClosedPort(Vertx vertx) {
    NetServer server =
        await(vertx.createNetServer().connectHandler(ignored -> {}).listen(0, "127.0.0.1"));
    int port = server.actualPort();
    await(server.close());

    assertThat(
            failure(
                    login(
                        broker
                            .options()
                            .at("ws://unused", "http://127.0.0.1:" + port, "http://unused")))
                .kind())
        .isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }

  @Test
  void failsAsUnavailableWhenTheBrokerClosesTheConnection() {
    broker.onLogin(request -> request.connection().close());

    assertThat(failure(login()).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }

  @Test
  void timesOutOnASilentBroker_lesson4() {
    assertThat(failure(login(inHurry())).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);
  }

  @Test
  void timesOutOnAnIncompleteAnswer() {
    broker.onLogin(request -> request.response().setChunked(true).write("{\"code\":"));

    assertThat(failure(login(inHurry())).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);
  }

  @Test
  void timesOutOnASlowAnswer(Vertx vertx) {
    broker.onLogin(
        request -> {
          request.response().setChunked(true);
          vertx.setPeriodic(1, 50, ignored -> request.response().write(" "));
        });

    assertThat(failure(login(inHurry())).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);
  }
}
