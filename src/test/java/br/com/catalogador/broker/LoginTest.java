package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class LoginTest {
  private static final Secret PASSWORD = new Secret("demo-1234");

  private ScriptedBroker broker;
  private WebClient http;

  @BeforeEach
  void start(Vertx vertx) {
    broker = ScriptedBroker.start(vertx);
    http = WebClient.create(vertx);
  }

  private Future<Secret> login(BrokerOptions options) {
    return new PolariumLogin(http, options)
        .login("ana@example.com", PASSWORD)
        .map(answer -> ((LoginAnswer.Accepted) answer).ssid());
  }

  private Future<Secret> login() {
    return login(broker.options());
  }

  private BrokerOptions inHurry() {
    return broker.options(Duration.ofMillis(200), Duration.ofMillis(200), 8);
  }

  private FailureKind refusal(int status, String body) {
    broker.onLogin(status, body);
    return failure(login()).kind();
  }

  @Test
  void emailAndPasswordAreSentAndNothingElse() {
    broker.onLogin(200, "{\"code\":\"success\",\"ssid\":\"S\"}");

    await(login());

    assertThat(broker.logins())
        .containsExactly(
            new JsonObject().put("identifier", "ana@example.com").put("password", "demo-1234"));
  }

  @Test
  void sessionIdIsReadFromTheBody() {
    broker.onLogin(200, "{\"code\":\"success\",\"ssid\":\"0123\",\"user_id\":1001}");

    assertThat(await(login())).isEqualTo(new Secret("0123"));
  }

  @Test
  void sessionIdIsReadFromTheCookie() {
    broker.onLogin(
        request -> {
          request.response().headers().add("Set-Cookie", "lang=pt");
          request.response().headers().add("Set-Cookie", "ssid=4567; Path=/; Secure");
          request.response().end("{\"code\":\"success\"}");
        });

    assertThat(await(login())).isEqualTo(new Secret("4567"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 401, 403, 422, 500})
  void wrongPasswordIsKnownByItsCodeWhateverTheStatus(int status) {
    assertThat(refusal(status, "{\"code\":\"invalid_credentials\",\"message\":\"wrong\"}"))
        .isEqualTo(FailureKind.INVALID_CREDENTIALS);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void statusOfAWrongPasswordNeedsNoCode(int status) {
    assertThat(refusal(status, "")).isEqualTo(FailureKind.INVALID_CREDENTIALS);
    assertThat(refusal(status, "{\"code\":\"something new\"}"))
        .isEqualTo(FailureKind.INVALID_CREDENTIALS);
  }

  @ParameterizedTest
  @CsvSource({"429,600,600", "200,3600,3600", "429,'\"90\"',90", "429,null,600"})
  void tooManyLoginsTellWhenToTryAgain(int status, String ttl, long seconds) {
    broker.onLogin(status, "{\"code\":\"requests_limit_exceeded\",\"ttl\":" + ttl + "}");

    Failure refusal = failure(login());

    assertThat(refusal.kind()).isEqualTo(FailureKind.TOO_MANY_ATTEMPTS);
    assertThat(refusal.facts()).isEqualTo(new JsonObject().put("retryAfter", seconds));
  }

  @Test
  void secondFactorIsToldWithItsMethodAndToken() {
    broker.onLogin(200, "{\"code\":\"verify\",\"method\":\"sms\",\"token\":\"T1\"}");

    LoginAnswer answer =
        await(new PolariumLogin(http, broker.options()).login("ana@example.com", PASSWORD));

    assertThat(answer).isEqualTo(new LoginAnswer.CodeWanted("sms", new Secret("T1")));
  }

  @ParameterizedTest
  @CsvSource({
    "200,<html>down for maintenance</html>",
    "502,<html>bad gateway</html>",
    "200,''",
    "200,null",
    "200,[]",
    "200,7",
    "200,{}",
    "200,'{\"code\":\"success\"}'",
    "200,'{\"code\":\"success\",\"ssid\":7}'",
    "500,'{\"code\":\"success\",\"ssid\":\"S\"}'",
    "404,{}"
  })
  void answerThatIsNoLoginMeansTheBrokerIsUnavailable(int status, String body) {
    assertThat(refusal(status, body)).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }

  @Test
  void closedPortMeansTheBrokerIsUnavailable(Vertx vertx) {
    NetServer server =
        await(vertx.createNetServer().connectHandler(taken -> {}).listen(0, "127.0.0.1"));
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
  void brokerThatHangsUpIsUnavailable() {
    broker.onLogin(request -> request.connection().close());

    assertThat(failure(login()).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }

  @Test
  void silentBrokerTimesOut_lesson4() {
    assertThat(failure(login(inHurry())).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);
  }

  @Test
  void brokerThatStopsInTheMiddleOfItsAnswerTimesOut() {
    broker.onLogin(request -> request.response().setChunked(true).write("{\"code\":"));

    assertThat(failure(login(inHurry())).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);
  }

  @Test
  void brokerThatDribblesItsAnswerTimesOut(Vertx vertx) {
    broker.onLogin(
        request -> {
          request.response().setChunked(true);
          vertx.setPeriodic(1, 50, timer -> request.response().write(" "));
        });

    assertThat(failure(login(inHurry())).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);
  }
}
