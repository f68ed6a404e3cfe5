package br.com.catalogador.failure;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/**
 * A failure that may be shown to a user: its kind and the facts for its message, e.g. the invalid
 * field or the seconds to wait. Has no stack trace and contains no secret.
 */
public final class Failure extends RuntimeException {
  private static final long SECONDS_UNTIL_NEXT_TRY = 2;

  private final FailureKind kind;
  private final transient JsonObject facts;

  private Failure(FailureKind kind, JsonObject facts) {
    this(kind, facts, null);
  }

  private Failure(FailureKind kind, JsonObject facts, Throwable cause) {
    super(kind.code() + (facts.isEmpty() ? "" : " " + facts.encode()), cause, false, false);
    this.kind = kind;
    this.facts = facts;
  }

  public static Failure of(FailureKind kind) {
    return new Failure(kind, new JsonObject());
  }

  /**
   * @param facts names and values sent to the client with the kind; JSON values only
   */
  public static Failure of(FailureKind kind, Map<String, Object> facts) {
    return new Failure(kind, new JsonObject(facts));
  }

  /** A failure with its technical cause, which is not sent to clients or other servers. */
  public static Failure causedBy(Throwable cause, FailureKind kind) {
    return new Failure(kind, new JsonObject(), cause);
  }

  /** INVALID_PARAMETER with the field, the received value and the expected one. */
  public static Failure invalidParameter(String field, Object got, String expected) {
    return of(
        FailureKind.INVALID_PARAMETER,
        Map.of("field", field, "got", String.valueOf(got), "expected", expected));
  }

  /** A failure with {@code retryAfter} in seconds. */
  public static Failure retryAfter(FailureKind kind, long seconds) {
    return of(kind, Map.of("retryAfter", seconds));
  }

  /** A failure with {@code retryAfter}, rounded up to whole seconds. */
  public static Failure retryAfter(FailureKind kind, Duration wait) {
    return retryAfter(kind, wait.plusMillis(999).toSeconds());
  }

  /** BUSY, to be retried soon: an internal receiver did not answer in time. */
  public static Failure tryAgain() {
    return retryAfter(FailureKind.BUSY, SECONDS_UNTIL_NEXT_TRY);
  }

  /** Converts a throwable; anything unknown becomes INTERNAL_ERROR. */
  public static Failure from(Throwable cause) {
    if (cause instanceof Failure failure) {
      return failure;
    }
    if (cause instanceof UnknownMessageException) {
      return of(FailureKind.SERVERS_DIFFER);
    }
    return cause instanceof ReplyException reply
        ? fromReply(reply)
        : of(FailureKind.INTERNAL_ERROR);
  }

  private static Failure fromReply(ReplyException reply) {
    return switch (reply.failureType()) {
      // A receiver that does not answer in time is overloaded or stuck.
      case TIMEOUT -> tryAgain();
      case RECIPIENT_FAILURE ->
          FailureKind.ofBusCode(reply.failureCode())
              .map(kind -> new Failure(kind, decode(reply.getMessage())))
              .orElseGet(() -> of(FailureKind.INTERNAL_ERROR));
      default -> of(FailureKind.INTERNAL_ERROR);
    };
  }

  private static JsonObject decode(String facts) {
    try {
      return facts == null ? new JsonObject() : new JsonObject(facts);
    } catch (DecodeException ignored) {
      return new JsonObject();
    }
  }

  public FailureKind kind() {
    return kind;
  }

  /** The facts; may be empty. Returns a copy. */
  public JsonObject facts() {
    return facts.copy();
  }
}
