package br.com.catalogador.support;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Timers of one kind of operation, labeled by operation and by result: {@code ok} or the code of a
 * {@link Failure}. Thread-safe; allocates only for the first use of a label.
 */
public final class Timings {
  private static final FailureKind[] KINDS = FailureKind.values();

  private final MeterRegistry registry;
  private final String name;
  private final String description;
  private final String label;
  private final Map<String, Timer[]> timers = new ConcurrentHashMap<>();

  /**
   * @param label name of the label for the operation; the other label is {@code result}
   */
  public Timings(MeterRegistry registry, String name, String description, String label) {
    this.registry = registry;
    this.name = name;
    this.description = description;
    this.label = label;
  }

  /**
   * Records a completed operation.
   *
   * @param operation value of the label; one of a small number
   * @param cause null when the operation succeeded
   * @param nanos duration in nanoseconds
   */
  public void record(String operation, Throwable cause, long nanos) {
    int result = cause == null ? 0 : 1 + Failure.from(cause).kind().ordinal();
    Timer[] byResult = timers.get(operation);
    if (byResult == null) {
      byResult = timers.computeIfAbsent(operation, ignored -> new Timer[1 + KINDS.length]);
    }
    Timer timer = byResult[result];
    if (timer == null) {
      // Concurrent calls get the same timer from the registry.
      timer = timer(operation, result == 0 ? "ok" : KINDS[result - 1].code());
      byResult[result] = timer;
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String operation, String result) {
    return Timer.builder(name)
        .description(description)
        .tag(label, operation)
        .tag("result", result)
        .register(registry);
  }
}
