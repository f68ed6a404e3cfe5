package br.com.catalogador.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What goes worse than it could between broker and client, as it can be changed at any time.
 * Belongs to one event loop.
 */
final class Faults {
  /** Faults that may be given as a number of seconds, after which they end by themselves. */
  private static final Set<String> TIMED = Set.of("freeze", "refuseConnections");

  private final Vertx vertx;
  private final RandomGenerator random;
  private final JsonObject atStart;
  private final Map<String, Long> endings = new HashMap<>();
  private JsonObject json;
  private FaultPlan plan;

  /**
   * @param random for what happens by chance
   * @param atStart what holds from the start and after a reset, as for {@link #change}
   * @throws IllegalArgumentException if that makes no sense
   */
  Faults(Vertx vertx, RandomGenerator random, JsonObject atStart) {
    this.vertx = vertx;
    this.random = random;
    this.atStart = atStart;
    reset();
  }

  /** What holds now. */
  FaultPlan plan() {
    return plan;
  }

  /** What holds now, every field. */
  JsonObject toJson() {
    return json.copy();
  }

  /** Back to what held at the start. */
  void reset() {
    endings.values().forEach(vertx::cancelTimer);
    endings.clear();
    json = FaultPlan.none();
    change(atStart);
  }

  /**
   * Changes what holds from now on; nothing when it throws.
   *
   * @param wanted some fields of {@link FaultPlan#none}; null stands for the value there
   * @throws IllegalArgumentException with a sentence, if a field is unknown or cannot be so
   */
  void change(JsonObject wanted) {
    JsonObject changed = json.copy();
    JsonObject none = FaultPlan.none();
    Map<String, Long> lasting = new HashMap<>();
    for (String key : wanted.fieldNames()) {
      Object value = wanted.getValue(key);
      if (!none.containsKey(key)) {
        throw new IllegalArgumentException("there is no fault " + key);
      }
      if (TIMED.contains(key) && value instanceof Number) {
        long seconds = new StrictJson("", wanted).whole(key, 1, 86_400);
        lasting.put(key, seconds * 1_000);
        value = true;
      }
      changed.put(key, value == null ? none.getValue(key) : value);
    }
    plan = FaultPlan.of(changed);
    json = changed;
    TIMED.stream().filter(wanted::containsKey).forEach(this::cancelEnding);
    lasting.forEach(this::endAfter);
  }

  private void cancelEnding(String key) {
    Long timer = endings.remove(key);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  private void endAfter(String key, long millis) {
    endings.put(key, vertx.setTimer(millis, timer -> change(new JsonObject().put(key, false))));
  }

  /** Gives an answer when it is due, on this event loop; later answers may overtake it. */
  void answer(Runnable answer) {
    later(plan.latency() + (plan.jitter() == 0 ? 0 : random.nextLong(plan.jitter() + 1)), answer);
  }

  /** Gives an answer when it is due; those given this way keep their order. */
  void answerInOrder(Runnable answer) {
    later(plan.latency(), answer);
  }

  /** Pushes something when it is due, and as often as it is to come. */
  void push(Runnable push) {
    later(plan.latePushes(), push);
    if (plan.duplicatePushes()) {
      later(plan.latePushes(), push);
    }
  }

  /** Does something after so many milliseconds; at once for 0. */
  void later(long millis, Runnable action) {
    if (millis == 0) {
      action.run();
    } else {
      vertx.setTimer(millis, timer -> action.run());
    }
  }

  /** Whether a socket is to be closed instead of getting the next frame. */
  boolean dropsFrame() {
    return plan.dropProbability() > 0 && random.nextDouble() < plan.dropProbability();
  }
}
