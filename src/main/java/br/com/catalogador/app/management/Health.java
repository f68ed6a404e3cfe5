package br.com.catalogador.app.management;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Health of the server, by part. A part that does not answer in time is down; the status of the
 * whole is that of its worst part.
 */
public final class Health {
  /** Timeout of one part. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** From best to worst. */
  public enum Status {
    UP,
    /** Works without something it depends on, such as Redis. */
    DEGRADED,
    DOWN
  }

  /**
   * Current state of a part.
   *
   * @param facts details for operators
   */
  public record Reading(Status status, JsonObject facts) {}

  private record Part(String name, Supplier<Future<Reading>> reader) {}

  private final List<Part> parts = new CopyOnWriteArrayList<>();

  /** Adds a part; its reader runs on the caller's context of {@link #read}. */
  public Health part(String name, Supplier<Future<Reading>> reader) {
    parts.add(new Part(name, reader));
    return this;
  }

  /**
   * Reads all parts.
   *
   * @return {@code status} of the whole, and under {@code parts} each one's status and facts
   */
  Future<JsonObject> read() {
    List<Future<Reading>> readings = parts.stream().map(Health::read).toList();
    return Future.all(readings).map(ignored -> document(readings));
  }

  private static Future<Reading> read(Part part) {
    return part.reader()
        .get()
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(
            cause -> new Reading(Status.DOWN, new JsonObject().put("reason", reason(cause))));
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private JsonObject document(List<Future<Reading>> readings) {
    JsonObject all = new JsonObject();
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i).result();
      all.put(
          parts.get(i).name(),
          new JsonObject().put("status", reading.status().name()).mergeIn(reading.facts()));
    }
    Status worst =
        readings.stream()
            .map(reading -> reading.result().status())
            .max(Comparator.naturalOrder())
            .orElse(Status.UP);
    return new JsonObject().put("status", worst.name()).put("parts", all);
  }
}
