package br.com.catalogador.broker;

import br.com.catalogador.broker.PolariumLogin.Step;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs why a login has failed, and chooses the failure that the user is told when the broker has
 * accepted the login and its session cannot be opened.
 */
public final class LoginFailures {
  private static final Logger LOG = LoggerFactory.getLogger(LoginFailures.class);

  /** Failures that the user can fix; not logged. */
  private static final Set<FailureKind> OF_THE_USER =
      Set.of(
          FailureKind.INVALID_CREDENTIALS,
          FailureKind.INVALID_CODE,
          FailureKind.ACCOUNT_REFUSED,
          FailureKind.OAUTH_CODE_REFUSED);

  private LoginFailures() {}

  /**
   * Logs what the user cannot fix, with everything that an operator needs to know.
   *
   * @param answer the HTTP answer; null if there was none
   */
  static void log(Step step, Failure failure, AnswerFacts answer) {
    if (!OF_THE_USER.contains(failure.kind())) {
      log(step, failure.kind(), Diagnosis.of(failure, answer), answer);
    }
  }

  private static void log(Step step, FailureKind kind, Diagnosis diagnosis, AnswerFacts answer) {
    LOG.atLevel(kind.logLevel())
        .log(
            "a login failed, {}: {}, step {}, {}; see docs/primeiro-login.md",
            kind,
            diagnosis.code(),
            step,
            answer == null ? "no HTTP answer" : answer);
  }

  /**
   * The failure of a login whose session could not be opened; logs it.
   *
   * @param step on the socket
   * @return BROKER_BLOCKED or BROKER_LIMIT when an HTTP answer has refused the upgrade, as for a
   *     login by HTTP; BROKER_REFUSED when the broker has refused the session id that it has just
   *     issued; otherwise the same failure
   */
  public static Failure ofSession(Step step, Failure failure) {
    HttpAnswer refusal = HttpAnswer.ofUpgrade(failure);
    Failure told = failure;
    if (refusal != null) {
      told =
          HttpRefusals.isLimit(refusal)
              ? HttpRefusals.limit(refusal)
              : HttpRefusals.blocked(refusal);
    } else if (failure.kind() == FailureKind.SESSION_ENDED) {
      told = Failure.of(FailureKind.BROKER_REFUSED);
    }
    AnswerFacts answer = refusal == null ? null : refusal.facts();
    log(step, told.kind(), Diagnosis.of(failure, answer), answer);
    return told;
  }
}
