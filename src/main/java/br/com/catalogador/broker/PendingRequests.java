package br.com.catalogador.broker;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The requests of one socket without an answer: numbers them, sends them in order within the rate
 * limits and the limit of requests in flight, and fails each at its time-out. Confined to the event
 * loop of the socket.
 */
final class PendingRequests {
  /** The id of the first request. */
  static final String FIRST_ID = "1";

  /** {@code retryAfter} of requests that the rate limit kept from being answered. */
  private static final long RETRY_SECONDS = 5;

  private final Vertx vertx;
  private final int maxInFlight;
  private final Consumer<String> socket;
  private final BrokerMeters meters;
  private final TokenBucket limiter;
  private final TokenBucket serverLimiter;
  private final Map<String, Pending> pending = new HashMap<>();
  private final Map<String, Long> sentAt = new HashMap<>();
  private final Deque<String> queue = new ArrayDeque<>();

  /** Pending requests that the broker refused because of its rate limit and that are sent again. */
  private final Set<String> refusedByRateLimit = new HashSet<>();

  private long lastId;

  /**
   * The request that waits for its token, and blocks the queue behind it; null if there is none.
   */
  private String delayed;

  /**
   * A request without an answer, sent or queued.
   *
   * @param acknowledged whether the {@code result} frame is itself the answer; otherwise it is a
   *     notice before the answer
   * @param text the frame to send
   */
  private record Pending(boolean acknowledged, String text, long timer, Promise<Frame> answer) {}

  /**
   * @param socket writes one text frame
   */
  PendingRequests(Vertx vertx, BrokerOptions options, Consumer<String> socket) {
    this.vertx = vertx;
    this.maxInFlight = options.requestsInFlight();
    this.socket = socket;
    this.meters = BrokerMeters.of(vertx);
    this.limiter =
        new TokenBucket(options.requestsPerSecond(), options.requestsBurst(), System.nanoTime());
    this.serverLimiter = TokenBucket.ofServer(vertx);
  }

  /**
   * Queues a request.
   *
   * @param kind the request's name in metrics
   * @param name the frame's name
   * @param acknowledged whether the {@code result} frame is itself the answer
   * @param limit time-out for the answer, the time in the queue included
   * @return the answer, or a {@link Failure}: at the time-out BROKER_TIMEOUT, BROKER_LIMIT or BUSY
   */
  Future<Frame> send(
      String kind, String name, JsonObject msg, boolean acknowledged, Duration limit) {
    String id = Long.toString(++lastId);
    long timer = vertx.setTimer(Math.max(1, limit.toMillis()), ignored -> expired(id));
    long askedAt = System.nanoTime();
    // Completes on the caller's context, which carries its request id into the logs.
    Promise<Frame> answer = ContextPromise.create();
    pending.put(id, new Pending(acknowledged, Frame.request(name, id, msg), timer, answer));
    queue.add(id);
    writeQueued();
    return answer.future().onComplete((frame, cause) -> meters.answered(kind, cause, askedAt));
  }

  private void expired(String id) {
    Failure failure = timeoutFailure(id);
    Long sent = sentAt.get(id);
    if (sent != null) {
      // An unanswered request means that the broker is overloaded.
      limiter.slowDown(sent, System.nanoTime());
    }
    remove(id).tryFail(failure);
  }

  /** Why a request timed out: the broker, its rate limit, or the rate limit of this server. */
  private Failure timeoutFailure(String id) {
    if (refusedByRateLimit.contains(id)) {
      return Failure.retryAfter(FailureKind.BROKER_LIMIT, RETRY_SECONDS);
    }
    return sentAt.containsKey(id) || delayed == null || limiter.isSlowed()
        ? Failure.of(FailureKind.BROKER_TIMEOUT)
        : Failure.retryAfter(FailureKind.BUSY, RETRY_SECONDS);
  }

  private void writeQueued() {
    while (delayed == null && sentAt.size() < maxInFlight && !queue.isEmpty()) {
      String next = queue.remove();
      // Requests that timed out in the queue are no longer pending.
      if (pending.containsKey(next)) {
        writeWithinLimit(next);
      }
    }
  }

  /** Writes a request now, or delays it and the queue behind it until its token is due. */
  private void writeWithinLimit(String id) {
    long now = System.nanoTime();
    long wait = Math.max(limiter.acquire(now), serverLimiter.acquire(now));
    if (wait == 0) {
      write(id);
      return;
    }
    meters.paced();
    delayed = id;
    vertx.setTimer(
        Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)),
        ignored -> {
          delayed = null;
          if (pending.containsKey(id)) {
            write(id);
          }
          writeQueued();
        });
  }

  private void write(String id) {
    sentAt.put(id, System.nanoTime());
    socket.accept(pending.get(id).text());
  }

  /**
   * @param id may be null
   */
  boolean contains(String id) {
    return pending.containsKey(id);
  }

  /** Whether the {@code result} frame is itself the answer to a pending request. */
  boolean isAcknowledged(String id) {
    return pending.get(id).acknowledged();
  }

  /** Removes a pending request; the caller completes its answer. */
  Promise<Frame> remove(String id) {
    Pending removed = pending.remove(id);
    vertx.cancelTimer(removed.timer());
    sentAt.remove(id);
    refusedByRateLimit.remove(id);
    writeQueued();
    return removed.answer();
  }

  /** Sends a rate-limited request again at a lower rate, until its time-out. */
  void resend(String id) {
    meters.limited();
    // Null if the same refusal arrives twice.
    Long sent = sentAt.remove(id);
    if (sent != null) {
      limiter.slowDown(sent, System.nanoTime());
      refusedByRateLimit.add(id);
      queue.addFirst(id);
      writeQueued();
    }
  }

  /** Fails all pending requests. */
  void failAll(FailureKind failure) {
    queue.clear();
    List.copyOf(pending.keySet()).forEach(id -> remove(id).tryFail(Failure.of(failure)));
  }
}
