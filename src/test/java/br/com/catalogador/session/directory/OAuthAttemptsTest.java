package br.com.catalogador.session.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import br.com.catalogador.broker.OAuthOptions;
import br.com.catalogador.broker.PolariumOAuth;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.session.message.FinishOAuth;
import br.com.catalogador.session.message.OAuthBegun;
import br.com.catalogador.session.store.RecordCipher;
import br.com.catalogador.support.Secret;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OAuthAttemptsTest {
  private static final String CALLBACK = "https://we.example/api/v1/login/oauth/callback";
  private static final RecordCipher CIPHER = new RecordCipher(new Secret("s".repeat(32)));
  private static final RecordCipher OTHER_CIPHER = new RecordCipher(new Secret("t".repeat(32)));
  private static final PolariumOAuth BROKER =
      new PolariumOAuth(
          null,
          new OAuthOptions(
              82, null, CALLBACK, "full", "https://broker.example/authorize?x=1", "https://unused"),
          Instant::now);

  private Instant now = Instant.parse("2026-11-29T12:00:00Z");
  private final OAuthAttempts attempts = server(CIPHER, null);

  private OAuthAttempts server(RecordCipher cipher, RecordCipher previous) {
    return new OAuthAttempts(BROKER, cipher, previous, () -> now);
  }

  private static String parameter(OAuthBegun begun, String name) {
    return new QueryStringDecoder(begun.url()).parameters().get(name).get(0);
  }

  private static FinishOAuth finish(OAuthBegun begun, String code, String error) {
    return new FinishOAuth(
        new Secret(parameter(begun, "state")), new Secret(code), error, begun.attempt(), "net");
  }

  private static FinishOAuth finish(OAuthBegun begun) {
    return finish(begun, "code", "");
  }

  private static Failure failure(OAuthAttempts server, FinishOAuth request) {
    return catchThrowableOfType(Failure.class, () -> server.use(request));
  }

  @Test
  void asksTheBrokerWithAChallengeOfTheVerifier() {
    OAuthBegun begun = attempts.begin();

    assertThat(begun.url()).startsWith("https://broker.example/authorize?x=1&response_type=code&");
    assertThat(parameter(begun, "client_id")).isEqualTo("82");
    assertThat(parameter(begun, "redirect_uri")).isEqualTo(CALLBACK);
    assertThat(parameter(begun, "scope")).isEqualTo("full");
    assertThat(parameter(begun, "code_challenge_method")).isEqualTo("S256");
    Secret verifier = attempts.use(finish(begun));
    assertThat(verifier.value()).matches("[A-Za-z0-9_-]{64}");
    assertThat(parameter(begun, "code_challenge"))
        .isEqualTo(OAuthAttempts.challenge(verifier.value()));
    assertThat(begun.attempt().value()).doesNotContain(verifier.value());
  }

  @Test
  void computesTheChallengeOfRfc7636() {
    assertThat(OAuthAttempts.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
        .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }

  @Test
  void acceptsAnAttemptOnce() {
    OAuthBegun begun = attempts.begin();
    attempts.use(finish(begun));

    assertThat(failure(attempts, finish(begun)).kind()).isEqualTo(FailureKind.OAUTH_USED);
  }

  @Test
  void acceptsAnAttemptForTenMinutes() {
    OAuthBegun first = attempts.begin();
    OAuthBegun second = attempts.begin();
    now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
    assertThat(attempts.use(finish(first))).isNotNull();

    now = now.plusMillis(1);
    assertThat(failure(attempts, finish(second)).kind()).isEqualTo(FailureKind.OAUTH_EXPIRED);
  }

  @Test
  void refusesTheStateOfAnotherAttemptAndLeavesTheAttemptUnused() {
    OAuthBegun begun = attempts.begin();
    Secret other = new Secret(parameter(attempts.begin(), "state"));
    FinishOAuth request = new FinishOAuth(other, new Secret("code"), "", begun.attempt(), "net");

    assertThat(failure(attempts, request).kind()).isEqualTo(FailureKind.OAUTH_STATE_WRONG);
    assertThat(attempts.use(finish(begun))).isNotNull();
  }

  @Test
  void refusesAChangedAttemptAndOneOfAnotherSecret() {
    OAuthBegun begun = attempts.begin();
    Secret state = new Secret(parameter(begun, "state"));
    String text = begun.attempt().value();
    String changed = (text.charAt(30) == 'A' ? "B" : "A") + text.substring(31);
    for (String wrong : new String[] {text.substring(0, 30) + changed, "no base64!", "QQ"}) {
      FinishOAuth request =
          new FinishOAuth(state, new Secret("code"), "", new Secret(wrong), "net");
      assertThat(failure(attempts, request).kind()).isEqualTo(FailureKind.OAUTH_STATE_WRONG);
    }
    assertThat(failure(server(OTHER_CIPHER, null), finish(begun)).kind())
        .isEqualTo(FailureKind.OAUTH_STATE_WRONG);
  }

  @Test
  void anotherServerFinishesAnAttemptAlsoWithThePreviousSecret() {
    assertThat(server(CIPHER, null).use(finish(attempts.begin()))).isNotNull();
    assertThat(server(OTHER_CIPHER, CIPHER).use(finish(attempts.begin()))).isNotNull();
  }

  @Test
  void reportsAMissingAttemptADenialAndAnotherErrorOfTheBroker() {
    FinishOAuth without =
        new FinishOAuth(new Secret("state"), new Secret("code"), "", new Secret(""), "net");
    assertThat(failure(attempts, without).kind()).isEqualTo(FailureKind.OAUTH_OTHER_BROWSER);
    assertThat(failure(attempts, finish(attempts.begin(), "", "access_denied")).kind())
        .isEqualTo(FailureKind.OAUTH_DENIED);
    Failure other = failure(attempts, finish(attempts.begin(), "", "invalid_scope<b>"));
    assertThat(other.kind()).isEqualTo(FailureKind.ACCOUNT_REFUSED);
    assertThat(other.facts().getString("brokerCode")).isEqualTo("invalid_scopeb");
  }
}
