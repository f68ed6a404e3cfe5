package br.com.catalogador.broker;

import br.com.catalogador.failure.Failure;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What is wrong between this server and the broker: the one mapping of failures to their meaning
 * for an operator. The log names the {@link #code}; {@code docs/primeiro-login.md} and the command
 * {@code check-broker} say what each means and what to do.
 */
public enum Diagnosis {
  // The way to the broker.
  NAME_UNKNOWN,
  CONNECTION_REFUSED,
  NO_CONNECTION,
  CONNECTION_BROKEN,
  CERTIFICATE_EXPIRED,
  CERTIFICATE_NOT_YET_VALID,
  CERTIFICATE_FOR_OTHER_NAME,
  CERTIFICATE_UNTRUSTED,
  TLS_FAILED,
  PROXY_FAILED,

  // Something in front of the broker has answered.
  CHALLENGE_PAGE,
  COUNTRY_BLOCKED,
  ADDRESS_BLOCKED,
  BROKER_DOWN,
  UNKNOWN_PAGE,
  UPGRADE_REFUSED,

  // The broker has answered, or should have.
  RATE_LIMITED,
  WRONG_PASSWORD,
  WRONG_CODE,
  CAPTCHA_WANTED,
  COUNTRY_REFUSED,
  ACCOUNT_REFUSED,
  CODE_NOT_SENT,
  CHANGED_ANSWER,
  NO_ANSWER,
  SESSION_REFUSED,
  REQUEST_REFUSED,

  // This server.
  SERVER_BUSY,
  INTERNAL_ERROR;

  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BLOCKED_FOR_LEGAL_REASONS = 451;
  private static final int FIRST_SERVER_ERROR = 500;

  private static final Pattern CHALLENGE =
      Pattern.compile("(?i)just a moment|challenge-platform|cf[-_]chl|turnstile|captcha");

  /** Cloudflare's error 1009. */
  private static final Pattern COUNTRY =
      Pattern.compile(
          "(?i)error( code)?:?\\s*1009\\b|banned the country|(country|region)"
              + " .{0,40}(blocked|banned)");

  /** Cloudflare's errors for an address, a network, a client or a rule. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)error( code)?:?\\s*10(05|06|07|08|10|12|20)\\b|you have been blocked|access denied");

  /**
   * How the JDK's check of the host name begins its messages ("No name matching …", "No subject
   * alternative …"): it throws a plain CertificateException, there is no type for it.
   */
  private static final String OTHER_NAME = "No ";

  private static final Pattern CAPTCHA_CODE = Pattern.compile("(?i)captcha");
  private static final Pattern COUNTRY_CODE =
      Pattern.compile("(?i)country|region|geo|jurisdiction");

  /** The stable name in English snake_case, e.g. {@code challenge_page}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The diagnosis of a failure.
   *
   * @param answer the HTTP answer that caused it; null if there was none
   */
  public static Diagnosis of(Failure failure, AnswerFacts answer) {
    return switch (failure.kind()) {
      case INVALID_CREDENTIALS -> WRONG_PASSWORD;
      case INVALID_CODE -> WRONG_CODE;
      case ACCOUNT_REFUSED -> ofRefusal(failure.facts().getString("brokerCode", ""));
      case BROKER_BLOCKED -> answer == null ? UNKNOWN_PAGE : answer.page();
      case BROKER_LIMIT -> RATE_LIMITED;
      case CODE_NOT_SENT -> CODE_NOT_SENT;
      case BROKER_UNREADABLE -> CHANGED_ANSWER;
      case BROKER_REFUSED -> REQUEST_REFUSED;
      case SESSION_ENDED -> SESSION_REFUSED;
      case BROKER_UNAVAILABLE -> ofConnection(failure, CONNECTION_BROKEN);
      case BROKER_TIMEOUT -> ofConnection(failure, NO_ANSWER);
      case BUSY -> SERVER_BUSY;
      default -> INTERNAL_ERROR;
    };
  }

  private static Diagnosis ofRefusal(String brokerCode) {
    if (CAPTCHA_CODE.matcher(brokerCode).find()) {
      return CAPTCHA_WANTED;
    }
    return COUNTRY_CODE.matcher(brokerCode).find() ? COUNTRY_REFUSED : ACCOUNT_REFUSED;
  }

  /** The diagnosis of a connection that failed, by its exception or the innermost known cause. */
  public static Diagnosis ofConnection(Throwable failure) {
    return ofConnection(failure, CONNECTION_BROKEN);
  }

  private static Diagnosis ofConnection(Throwable failure, Diagnosis otherwise) {
    AnswerFacts upgrade = AnswerFacts.ofUpgrade(failure);
    if (upgrade != null) {
      return ofUpgrade(upgrade);
    }
    Diagnosis found = null;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      Diagnosis told = ofException(each);
      found = told == null ? found : told;
    }
    return found == null ? otherwise : found;
  }

  private static Diagnosis ofUpgrade(AnswerFacts answer) {
    if (answer.status() == TOO_MANY_REQUESTS) {
      return RATE_LIMITED;
    }
    return answer.answeredBy().equals(AnswerFacts.BROKER) || answer.page() == UNKNOWN_PAGE
        ? UPGRADE_REFUSED
        : answer.page();
  }

  private static Diagnosis ofException(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return NAME_UNKNOWN;
    }
    if (cause instanceof CertificateExpiredException) {
      return CERTIFICATE_EXPIRED;
    }
    if (cause instanceof CertificateNotYetValidException) {
      return CERTIFICATE_NOT_YET_VALID;
    }
    if (cause instanceof CertificateException) {
      return String.valueOf(cause.getMessage()).startsWith(OTHER_NAME)
          ? CERTIFICATE_FOR_OTHER_NAME
          : CERTIFICATE_UNTRUSTED;
    }
    if (cause instanceof SSLException) {
      return TLS_FAILED;
    }
    if (cause instanceof ProxyConnectException) {
      return PROXY_FAILED;
    }
    if (cause instanceof ConnectTimeoutException || cause instanceof NoRouteToHostException) {
      return NO_CONNECTION;
    }
    if (cause instanceof ConnectException) {
      return CONNECTION_REFUSED;
    }
    return cause instanceof TimeoutException ? NO_ANSWER : null;
  }

  /** The diagnosis of an answer that is not the broker's. */
  static Diagnosis ofPage(HttpAnswer answer) {
    String text = answer.text();
    if ("challenge".equals(answer.headers().get("cf-mitigated"))
        || CHALLENGE.matcher(text).find()) {
      return CHALLENGE_PAGE;
    }
    if (answer.status() == BLOCKED_FOR_LEGAL_REASONS || COUNTRY.matcher(text).find()) {
      return COUNTRY_BLOCKED;
    }
    if (answer.status() == FORBIDDEN || ADDRESS.matcher(text).find()) {
      return ADDRESS_BLOCKED;
    }
    return answer.status() >= FIRST_SERVER_ERROR ? BROKER_DOWN : UNKNOWN_PAGE;
  }
}
