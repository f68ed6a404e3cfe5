package br.com.catalogador.app.management;

import br.com.catalogador.app.management.Health.Reading;
import br.com.catalogador.app.management.Health.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.function.DoubleSupplier;

/**
 * How full the heap of long-lived objects was after its last garbage collection. Before a
 * collection a heap is always full sooner or later, which says nothing; what is left after one is
 * in use.
 */
public final class Memory {
  /** Little more, and the process collects garbage all the time, or ends. */
  private static final double FULL = 0.9;

  private static final int PERCENT = 100;

  private final DoubleSupplier share;

  /**
   * @param share from 0 to 1
   */
  Memory(DoubleSupplier share) {
    this.share = share;
  }

  /** The heap of this process; empty until the first collection of long-lived objects. */
  public static Memory ofProcess() {
    MemoryPoolMXBean longLived =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
            .max(Comparator.comparing(pool -> pool.getUsage().getMax()))
            .orElseThrow();
    return new Memory(() -> share(longLived.getCollectionUsage()));
  }

  private static double share(MemoryUsage usage) {
    return usage.getMax() <= 0 ? 0 : (double) usage.getUsed() / usage.getMax();
  }

  public void register(MeterRegistry registry) {
    Gauge.builder("catalogador.memory.after.gc", share::getAsDouble)
        .description("share of the heap of long-lived objects in use after its last collection")
        .register(registry);
  }

  public Reading read() {
    double now = share.getAsDouble();
    return new Reading(
        now > FULL ? Status.DEGRADED : Status.UP,
        new JsonObject().put("percentAfterCollection", Math.round(PERCENT * now)));
  }
}
