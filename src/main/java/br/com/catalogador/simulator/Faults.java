package br.com.catalogador.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The current faults, changeable at any time, and the delays that they cause. Confined to one event
 * loop.
 */
final class Faults {
  /** Faults that accept a number of seconds, after which they end automatically. */
  private static final Set<String> TIMED = Set.of("freeze", "refuseConnections");

  private final Vertx vertx;
  private final RandomGenerator random;
  private final JsonObject atStart;
  private final Map<String, Long> endings = new HashMap<>();
  private JsonObject json;
  private FaultPlan plan;

  /**
   * @param random source of random faults
   * @param atStart faults at the start and after a reset, in the form of {@link #change}
   * @throws IllegalArgumentException if they are invalid
   */
  Faults(Vertx vertx, RandomGenerator random, JsonObject atStart) {
    this.vertx = vertx;
    this.random = random;
    this.atStart = atStart;
    reset();
  }

  /** The current faults. */
  FaultPlan plan() {
    return plan;
  }

  /** The current faults, with every field. */
  JsonObject toJson() {
    return json.copy();
  }

  /** Restores the faults of the start. */
  void reset() {
    endings.values().forEach(vertx::cancelTimer);
    endings.clear();
    json = FaultPlan.none();
    change(atStart);
  }

  /**
   * Changes some faults; changes nothing if it throws.
   *
   * @param fields some fields of {@link FaultPlan#none}; null restores the default
   * @throws IllegalArgumentException with a message that names the field, if a field is unknown or
   *     invalid
   */
  void change(JsonObject fields) {
    JsonObject changed = json.copy();
    JsonObject none = FaultPlan.none();
    Map<String, Long> lasting = new HashMap<>();
    for (String key : fields.fieldNames()) {
      Object value = fields.getValue(key);
      if (!none.containsKey(key)) {
        throw new IllegalArgumentException("there is no fault " + key);
      }
      if (TIMED.contains(key) && value instanceof Number) {
        long seconds = new StrictJson("", fields).whole(key, 1, 86_400);
        lasting.put(key, seconds * 1_000);
        value = true;
      }
      changed.put(key, value == null ? none.getValue(key) : value);
    }
    plan = FaultPlan.of(changed);
    json = changed;
    TIMED.stream().filter(fields::containsKey).forEach(this::cancelEnding);
    lasting.forEach(this::endAfter);
  }

  private void cancelEnding(String key) {
    Long timer = endings.remove(key);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  private void endAfter(String key, long millis) {
    endings.put(key, vertx.setTimer(millis, ignored -> change(new JsonObject().put(key, false))));
  }

  /**
   * Runs an answer after latency and jitter, on this event loop; answers may overtake each other.
   */
  void answer(Runnable answer) {
    runAfter(
        plan.latency() + (plan.jitter() == 0 ? 0 : random.nextLong(plan.jitter() + 1)), answer);
  }

  /** Runs an answer after the latency; such answers keep their order. */
  void answerInOrder(Runnable answer) {
    runAfter(plan.latency(), answer);
  }

  /** Runs a push after its delay, twice if pushes are duplicated. */
  void push(Runnable push) {
    runAfter(plan.latePushes(), push);
    if (plan.duplicatePushes()) {
      runAfter(plan.latePushes(), push);
    }
  }

  /** Runs an action after a delay in milliseconds; synchronously for 0. */
  void runAfter(long millis, Runnable action) {
    if (millis == 0) {
      action.run();
    } else {
      vertx.setTimer(millis, ignored -> action.run());
    }
  }

  /** Whether to close the socket instead of sending the next frame. */
  boolean dropsFrame() {
    return plan.dropProbability() > 0 && random.nextDouble() < plan.dropProbability();
  }
}
