package br.com.catalogador.broker;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Maps an unsuccessful HTTP answer to a {@link Failure}. Only the broker's own codes for a wrong
 * password become INVALID_CREDENTIALS; any other answer is reported for what it is. Pure.
 */
final class HttpRefusals {
  private static final int MAX_MESSAGE = 300;
  private static final int MAX_CODE = 64;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final long DEFAULT_WAIT_SECONDS = 600;
  private static final long MAX_WAIT_SECONDS = 86_400;

  /** The current code and the one of version 1.0. */
  private static final Set<String> WRONG_PASSWORD = Set.of("invalid_credentials", "202");

  private static final Set<String> LIMIT = Set.of("requests_limit_exceeded", "301");

  /** Cloudflare's page for a rate-limited client. */
  private static final Pattern CLOUDFLARE_LIMIT = Pattern.compile("(?i)error( code)?:?\\s*1015\\b");

  private static final Pattern NOT_PLAIN = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");
  private static final Pattern MARKUP = Pattern.compile("<[^>]*>");

  private HttpRefusals() {}

  /**
   * Maps an answer to BROKER_LIMIT with the seconds to wait; INVALID_CREDENTIALS; ACCOUNT_REFUSED
   * with the broker's code and message; BROKER_UNREADABLE for a success that lacks a required
   * field; or BROKER_BLOCKED if it has no code of the broker.
   */
  static Failure of(HttpAnswer answer) {
    String code = answer.code();
    if (isLimit(answer)) {
      return limit(answer);
    }
    if (WRONG_PASSWORD.contains(code)) {
      return Failure.of(FailureKind.INVALID_CREDENTIALS);
    }
    if (code.equals(HttpAnswer.NO_CODE)) {
      return blocked(answer);
    }
    return code.equals("success") || code.equals("verify")
        ? Failure.of(FailureKind.BROKER_UNREADABLE)
        : accountRefused(code, answer);
  }

  static Failure accountRefused(String code, HttpAnswer answer) {
    return Failure.of(
        FailureKind.ACCOUNT_REFUSED,
        Map.of("brokerCode", plain(code, MAX_CODE), "brokerMessage", message(answer)));
  }

  static boolean isLimit(HttpAnswer answer) {
    return answer.status() == TOO_MANY_REQUESTS
        || LIMIT.contains(answer.code())
        || (answer.json() == null && CLOUDFLARE_LIMIT.matcher(answer.text()).find());
  }

  static Failure limit(HttpAnswer answer) {
    long seconds = answer.seconds().orElse(DEFAULT_WAIT_SECONDS);
    return Failure.retryAfter(
        FailureKind.BROKER_LIMIT, Math.max(1, Math.min(MAX_WAIT_SECONDS, seconds)));
  }

  /** A gateway in front of the broker has answered. */
  static Failure blocked(HttpAnswer answer) {
    return Failure.of(
        FailureKind.BROKER_BLOCKED, Map.of("gate", answer.gate(), "brokerStatus", answer.status()));
  }

  /** The broker's message as one line of plain text; empty if there is none. */
  static String message(HttpAnswer answer) {
    return plain(answer.message(), MAX_MESSAGE);
  }

  private static String plain(String text, int maxLength) {
    String line = MARKUP.matcher(text).replaceAll("");
    line = NOT_PLAIN.matcher(line).replaceAll(" ").strip();
    int end = Math.min(maxLength, line.length());
    // Do not split a surrogate pair.
    end -=
        end > 0 && end < line.length() && Character.isHighSurrogate(line.charAt(end - 1)) ? 1 : 0;
    return line.substring(0, end);
  }
}
