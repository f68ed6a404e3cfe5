package br.com.catalogador.failure;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A failure that a user may be told about: its kind and the facts a sentence about it needs, e.g.
 * the field that was wrong or the seconds to wait. Carries no stack trace and no secret.
 */
public final class Failure extends RuntimeException {
  private static final long SECONDS_UNTIL_NEXT_TRY = 2;

  private final FailureKind kind;
  private final transient JsonObject facts;

  private Failure(FailureKind kind, JsonObject facts) {
    super(kind.code() + (facts.isEmpty() ? "" : " " + facts.encode()), null, false, false);
    this.kind = kind;
    this.facts = facts;
  }

  public static Failure of(FailureKind kind) {
    return new Failure(kind, new JsonObject());
  }

  /**
   * @param facts names and values shown to the client beside the kind; JSON values only
   */
  public static Failure of(FailureKind kind, Map<String, Object> facts) {
    return new Failure(kind, new JsonObject(facts));
  }

  /** A parameter or field that cannot be taken: which, what came, what would be right. */
  public static Failure invalidParameter(String field, Object got, String expected) {
    return of(
        FailureKind.INVALID_PARAMETER,
        Map.of("field", field, "got", String.valueOf(got), "expected", expected));
  }

  /** Something that must not be repeated before so many seconds have passed. */
  public static Failure retryAfter(FailureKind kind, long seconds) {
    return of(kind, Map.of("retryAfter", seconds));
  }

  /** Somebody who is needed does not answer in time: the client may try again in a moment. */
  public static Failure tryAgain() {
    return retryAfter(FailureKind.BUSY, SECONDS_UNTIL_NEXT_TRY);
  }

  /** The failure that a throwable stands for; anything unforeseen is an internal error. */
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
      // A receiver that does not answer in time is overloaded or stuck: the client may try again.
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
    } catch (DecodeException notFacts) {
      return new JsonObject();
    }
  }

  public FailureKind kind() {
    return kind;
  }

  /** The facts; empty when the kind says it all. */
  public JsonObject facts() {
    return facts.copy();
  }
}
