package br.com.catalogador.support;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The sets of meters of a Vert.x instance: one instance of each class, shared by all threads.
 * Without an installed registry their values are discarded.
 *
 * <p>For counts and durations of work on many event loops. State that a single verticle has is
 * requested over the bus instead.
 */
public final class Meters implements Shareable {
  private static final String NAME = "catalogador.meters";

  private final MeterRegistry registry;
  private final Map<Class<?>, Object> sets = new ConcurrentHashMap<>();

  private Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Sets the registry of a Vert.x instance; before any verticle is deployed. */
  public static void install(Vertx vertx, MeterRegistry registry) {
    vertx.sharedData().<String, Meters>getLocalMap(NAME).put(NAME, new Meters(registry));
  }

  /**
   * The instance of a class of meters.
   *
   * @param maker creates it and registers its meters, on the first call only
   */
  public static <T> T of(Vertx vertx, Class<T> type, Function<MeterRegistry, T> maker) {
    Meters meters =
        vertx
            .sharedData()
            .<String, Meters>getLocalMap(NAME)
            .computeIfAbsent(NAME, ignored -> new Meters(new CompositeMeterRegistry()));
    return type.cast(meters.sets.computeIfAbsent(type, ignored -> maker.apply(meters.registry)));
  }
}
