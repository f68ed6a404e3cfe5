package br.com.catalogador.session;

import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginLimiterTest {
  private static final String ACCOUNT = "ana@example.com";
  private static final String ADDRESS = "203.0.113.7";

  private final SettableTime time = new SettableTime(1_790_000_000);
  private final LoginLimiter limiter = new LoginLimiter(3, Duration.ofMinutes(5), time);

  private void wrongPasswords(int many, String account, String address) {
    for (int i = 0; i < many; i++) {
      limiter.wrongGuess(account, address);
    }
  }

  private boolean allows(String account, String address) {
    return limiter.check(account, address).succeeded();
  }

  @Test
  void accountIsTriedUntilTheLimitIsReached() {
    wrongPasswords(2, ACCOUNT, ADDRESS);
    assertThat(allows(ACCOUNT, ADDRESS)).isTrue();

    wrongPasswords(1, ACCOUNT, ADDRESS);
    Failure refusal = failure(limiter.check(ACCOUNT, ADDRESS));
    assertThat(refusal.kind()).isEqualTo(FailureKind.TOO_MANY_ATTEMPTS);
    assertThat(refusal.facts()).isEqualTo(new JsonObject().put("retryAfter", 300L));
  }

  @Test
  void accountIsLimitedWhereverItIsTriedFrom() {
    for (int i = 0; i < 3; i++) {
      limiter.wrongGuess(ACCOUNT, "203.0.113." + i);
    }

    assertThat(allows(ACCOUNT, "198.51.100.1")).isFalse();
  }

  @Test
  void otherAccountsOfTheSameAddressGoOn() {
    wrongPasswords(3, ACCOUNT, ADDRESS);

    assertThat(allows("bia@example.com", ADDRESS)).isTrue();
  }

  @Test
  void addressIsLimitedAtTenTimesAsMany() {
    for (int i = 0; i < 29; i++) {
      limiter.wrongGuess("user" + i, ADDRESS);
    }
    assertThat(allows(ACCOUNT, ADDRESS)).isTrue();

    limiter.wrongGuess("user29", ADDRESS);
    assertThat(failure(limiter.check(ACCOUNT, ADDRESS)).facts().getLong("retryAfter"))
        .isEqualTo(300);
    assertThat(allows(ACCOUNT, "198.51.100.1")).isTrue();
  }

  @Test
  void windowSlidesWithTheOldestWrongPassword() {
    limiter.wrongGuess(ACCOUNT, ADDRESS);
    time.forward(Duration.ofSeconds(100));
    wrongPasswords(2, ACCOUNT, ADDRESS);
    assertThat(failure(limiter.check(ACCOUNT, ADDRESS)).facts().getLong("retryAfter"))
        .isEqualTo(200);

    time.forward(Duration.ofMillis(199_999));
    assertThat(failure(limiter.check(ACCOUNT, ADDRESS)).facts().getLong("retryAfter")).isOne();
    time.forward(Duration.ofMillis(1));
    assertThat(allows(ACCOUNT, ADDRESS)).isTrue();

    limiter.wrongGuess(ACCOUNT, ADDRESS);
    assertThat(failure(limiter.check(ACCOUNT, ADDRESS)).facts().getLong("retryAfter"))
        .isEqualTo(100);
  }

  @Test
  void successClearsTheAccountButNotTheAddress() {
    wrongPasswords(3, ACCOUNT, ADDRESS);
    for (int i = 0; i < 27; i++) {
      limiter.wrongGuess("user" + i, ADDRESS);
    }
    assertThat(allows(ACCOUNT, "198.51.100.1")).isFalse();

    limiter.succeeded(ACCOUNT);

    assertThat(allows(ACCOUNT, "198.51.100.1")).isTrue();
    assertThat(allows(ACCOUNT, ADDRESS)).isFalse();
  }
}
