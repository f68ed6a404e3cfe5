package br.com.catalogador.failure;

import java.util.Locale;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * All kinds of failure of a request, each with its HTTP status and log level. The only mapping of
 * failures to statuses in the product.
 */
public enum FailureKind {
  INVALID_PARAMETER(1, 400, Level.DEBUG),
  UNAUTHORIZED(2, 401, Level.DEBUG),
  SESSION_ENDED(3, 401, Level.DEBUG),
  INVALID_CREDENTIALS(4, 401, Level.INFO),
  INVALID_CODE(14, 401, Level.INFO),
  CSRF(5, 403, Level.WARN),
  ACCESS_DENIED(50, 403, Level.INFO),
  ACCOUNT_REFUSED(60, 403, Level.INFO),
  PASSWORD_LOGIN_OFF(64, 403, Level.DEBUG),
  OAUTH_DENIED(65, 403, Level.INFO),
  OAUTH_STATE_WRONG(66, 403, Level.INFO),
  OAUTH_OTHER_BROWSER(67, 403, Level.INFO),
  OAUTH_CODE_REFUSED(68, 403, Level.INFO),
  NOT_FOUND(6, 404, Level.DEBUG),
  ASSET_UNKNOWN(7, 404, Level.DEBUG),
  OAUTH_OFF(69, 404, Level.DEBUG),
  RECORDING_MISSING(80, 404, Level.DEBUG),
  METHOD_NOT_ALLOWED(8, 405, Level.DEBUG),
  RANKING_RUNNING(30, 409, Level.DEBUG),
  RANKING_NOT_RUNNING(31, 409, Level.DEBUG),
  ASSET_CLOSED(32, 409, Level.DEBUG),
  RECORDING_RUNNING(81, 409, Level.DEBUG),
  RECORDING_NOT_RUNNING(82, 409, Level.DEBUG),
  OAUTH_USED(70, 409, Level.INFO),
  CHALLENGE_EXPIRED(18, 410, Level.DEBUG),
  OAUTH_EXPIRED(71, 410, Level.INFO),
  BODY_TOO_LARGE(9, 413, Level.INFO),
  URI_TOO_LONG(52, 414, Level.INFO),
  RANGE_NOT_SATISFIABLE(54, 416, Level.DEBUG),
  WRONG_HOST(55, 421, Level.DEBUG),
  CANDLES_UNREADABLE(90, 422, Level.DEBUG),
  TOO_MANY_ATTEMPTS(10, 429, Level.INFO),
  TOO_MANY_REQUESTS(51, 429, Level.INFO),
  BROKER_LIMIT(61, 429, Level.INFO),
  HEADERS_TOO_LARGE(53, 431, Level.INFO),
  INTERNAL_ERROR(11, 500, Level.ERROR),
  BROKER_UNAVAILABLE(12, 502, Level.WARN),
  BROKER_REFUSED(13, 502, Level.WARN),
  BROKER_BLOCKED(62, 502, Level.WARN),
  CODE_NOT_SENT(63, 502, Level.WARN),
  BROKER_UNREADABLE(19, 502, Level.WARN),
  SESSIONS_FULL(15, 503, Level.WARN),
  RECORDINGS_FULL(83, 503, Level.INFO),
  // Counted in metrics with an alert; a log line per request would add to the overload.
  BUSY(16, 503, Level.DEBUG),
  SERVERS_DIFFER(40, 503, Level.ERROR),
  INTERRUPTED(41, 503, Level.INFO),
  // The state of the store raises the alert; a log line per request would only repeat it.
  STORE_UNAVAILABLE(42, 503, Level.DEBUG),
  BROKER_TIMEOUT(17, 504, Level.WARN);

  private final int busCode;
  private final int httpStatus;
  private final Level logLevel;

  FailureKind(int busCode, int httpStatus, Level logLevel) {
    this.busCode = busCode;
    this.httpStatus = httpStatus;
    this.logLevel = logLevel;
  }

  /** The stable code of the kind in failed replies on the event bus. */
  public int busCode() {
    return busCode;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public Level logLevel() {
    return logLevel;
  }

  /** The stable name for clients in English snake_case, e.g. {@code session_ended}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of a bus code; empty if there is none. */
  public static Optional<FailureKind> ofBusCode(int busCode) {
    for (FailureKind kind : values()) {
      if (kind.busCode == busCode) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
