package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Ports;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The diagnosis of real login failures. */
@ExtendWith(VertxExtension.class)
class DiagnosisTest {
  private AnswerFacts answer;

  private Diagnosis login(Vertx vertx, BrokerOptions options) {
    BrokerHttp posts = new BrokerHttp(vertx.createHttpClient(), options);
    PolariumLogin login = new PolariumLogin(posts, posts, options, new SettableTime(1_790_000_000));
    login.onAnswer((step, facts) -> answer = facts);
    Failure failure = failure(login.login("ana@example.com", new Secret("demo-1234")));
    return Diagnosis.of(failure, answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | <title>Just a moment...</title>           | challenge_page
          503 | <script src="/cdn-cgi/challenge-platform"> | challenge_page
          403 | error code: 1009                          | country_blocked
          451 | <p>not here</p>                           | country_blocked
          403 | error code: 1020                          | address_blocked
          403 | <center>nginx</center>                    | address_blocked
          502 | <h1>502 Bad Gateway</h1>                  | broker_down
          200 | <h1>Welcome</h1>                          | unknown_page
          404 | {"status":"nothing"}                      | unknown_page
          429 | slow down                                 | rate_limited
          403 | error code: 1015                          | rate_limited
          401 | {"code":"invalid_credentials"}            | wrong_password
          403 | {"code":"captcha_required"}               | captcha_wanted
          403 | {"code":"country_not_allowed"}            | country_refused
          403 | {"code":"user_blocked"}                   | account_refused
          200 | {"code":"success"}                        | changed_answer
          """)
  void tellsWhatAnAnswerMeans(int status, String body, String expected, Vertx vertx) {
    ScriptedBroker broker = ScriptedBroker.start(vertx).onLogin(status, body);

    assertThat(login(vertx, broker.options()).code()).isEqualTo(expected);
  }

  @Test
  void tellsWhoAnswered(Vertx vertx) {
    ScriptedBroker broker =
        ScriptedBroker.start(vertx)
            .onLogin(
                request ->
                    request
                        .response()
                        .setStatusCode(403)
                        .putHeader("Server", "cloudflare")
                        .putHeader("Content-Type", "text/html; charset=UTF-8")
                        .end("<title>Just a moment...</title>"));

    login(vertx, broker.options());

    assertThat(answer)
        .isEqualTo(new AnswerFacts(403, "text/html", "cloudflare", Diagnosis.CHALLENGE_PAGE))
        .hasToString("status 403, content type text/html, answered by cloudflare");
  }

  @Test
  void tellsThatNoAnswerCame(Vertx vertx) {
    ScriptedBroker silent = ScriptedBroker.start(vertx);
    Duration soon = Duration.ofMillis(200);

    assertThat(login(vertx, silent.options(soon, soon, 8))).isEqualTo(Diagnosis.NO_ANSWER);
    assertThat(answer).isNull();
  }

  @Test
  void tellsAClosedPortFromAnUnknownName(Vertx vertx) {
    BrokerOptions options = ScriptedBroker.start(vertx).options();

    assertThat(login(vertx, at(options, "http://127.0.0.1:" + Ports.free() + "/v2/login")))
        .isEqualTo(Diagnosis.CONNECTION_REFUSED);
    assertThat(login(vertx, at(options, "http://nonexistent.invalid/v2/login")))
        .isEqualTo(Diagnosis.NAME_UNKNOWN);
  }

  private static BrokerOptions at(BrokerOptions options, String loginUrl) {
    return options.at(options.socketUrl(), loginUrl, options.twoFactorUrl());
  }

  @Test
  void tellsAnUntrustedCertificate(Vertx vertx) {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    ScriptedBroker broker =
        ScriptedBroker.start(
            vertx,
            new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()));

    assertThat(login(vertx, broker.options())).isEqualTo(Diagnosis.CERTIFICATE_UNTRUSTED);
    certificate.delete();
  }

  @Test
  void aFailureKeepsItsCauseToItself() {
    Failure failure = Failure.causedBy(new Exception("10.0.0.1"), FailureKind.BROKER_UNAVAILABLE);

    assertThat(failure.facts()).isEmpty();
    assertThat(failure)
        .hasMessage("broker_unavailable")
        .hasToString("br.com.catalogador.failure.Failure: broker_unavailable");
  }
}
