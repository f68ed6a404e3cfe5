package br.com.catalogador.support;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long something takes and how it ends, by what it is: {@code ok} or the code of a failure. For
 * any thread; allocates nothing but for what is seen for the first time.
 */
public final class Timings {
  private static final FailureKind[] KINDS = FailureKind.values();

  private final MeterRegistry registry;
  private final String name;
  private final String description;
  private final String label;
  private final Map<String, Timer[]> timers = new ConcurrentHashMap<>();

  /**
   * @param label what the kinds of work are called; the other label is {@code result}
   */
  public Timings(MeterRegistry registry, String name, String description, String label) {
    this.registry = registry;
    this.name = name;
    this.description = description;
    this.label = label;
  }

  /**
   * Counts a piece of work that has ended.
   *
   * @param what its kind, one of a few
   * @param cause what it failed with; null when it succeeded
   * @param nanos how long it took
   */
  public void ended(String what, Throwable cause, long nanos) {
    int result = cause == null ? 0 : 1 + Failure.from(cause).kind().ordinal();
    Timer[] byResult = timers.get(what);
    if (byResult == null) {
      byResult = timers.computeIfAbsent(what, unseen -> new Timer[1 + KINDS.length]);
    }
    Timer timer = byResult[result];
    if (timer == null) {
      // Whoever does this at the same time gets the same timer of the registry.
      timer = timer(what, result == 0 ? "ok" : KINDS[result - 1].code());
      byResult[result] = timer;
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String what, String result) {
    return Timer.builder(name)
        .description(description)
        .tag(label, what)
        .tag("result", result)
        .register(registry);
  }
}
