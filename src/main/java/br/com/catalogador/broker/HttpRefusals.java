package br.com.catalogador.broker;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an answer over HTTP means that is not the one hoped for. Only the broker's codes of a wrong
 * password are told as one; everything else is told as what it is. Pure.
 */
final class HttpRefusals {
  private static final int LONGEST_MESSAGE = 300;
  private static final int LONGEST_CODE = 64;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final long DEFAULT_WAIT_SECONDS = 600;
  private static final long LONGEST_WAIT_SECONDS = 86_400;

  /** The current code and that of version 1.0. */
  private static final Set<String> WRONG_PASSWORD = Set.of("invalid_credentials", "202");

  private static final Set<String> LIMIT = Set.of("requests_limit_exceeded", "301");

  /** Cloudflare's page for a client that it has limited. */
  private static final Pattern CLOUDFLARE_LIMIT = Pattern.compile("(?i)error( code)?:?\\s*1015\\b");

  private static final Pattern NOT_PLAIN = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");
  private static final Pattern MARKUP = Pattern.compile("<[^>]*>");

  private HttpRefusals() {}

  /**
   * BROKER_LIMIT with the seconds to wait; INVALID_CREDENTIALS; ACCOUNT_REFUSED with the broker's
   * code and words; BROKER_UNREADABLE for a success that lacks what belongs to it; BROKER_BLOCKED
   * for what is not the broker's JSON.
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
        : Failure.of(
            FailureKind.ACCOUNT_REFUSED,
            Map.of("brokerCode", plain(code, LONGEST_CODE), "brokerMessage", words(answer)));
  }

  static boolean isLimit(HttpAnswer answer) {
    return answer.status() == TOO_MANY_REQUESTS
        || LIMIT.contains(answer.code())
        || (answer.json() == null && CLOUDFLARE_LIMIT.matcher(answer.text()).find());
  }

  static Failure limit(HttpAnswer answer) {
    long seconds = answer.seconds().orElse(DEFAULT_WAIT_SECONDS);
    return Failure.retryAfter(
        FailureKind.BROKER_LIMIT, Math.max(1, Math.min(LONGEST_WAIT_SECONDS, seconds)));
  }

  /** Something that stands before the broker has answered. */
  static Failure blocked(HttpAnswer answer) {
    return Failure.of(
        FailureKind.BROKER_BLOCKED, Map.of("gate", answer.gate(), "brokerStatus", answer.status()));
  }

  /** The broker's words as one line of plain text; empty when it gave none. */
  static String words(HttpAnswer answer) {
    return plain(answer.message(), LONGEST_MESSAGE);
  }

  private static String plain(String text, int longest) {
    String line = MARKUP.matcher(text).replaceAll("");
    line = NOT_PLAIN.matcher(line).replaceAll(" ").strip();
    int end = Math.min(longest, line.length());
    // Not between the two halves of one character.
    end -=
        end > 0 && end < line.length() && Character.isHighSurrogate(line.charAt(end - 1)) ? 1 : 0;
    return line.substring(0, end);
  }
}
