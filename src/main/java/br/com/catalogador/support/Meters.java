package br.com.catalogador.support;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the rooms count: sets of meters, each of a class of its own and there once in a Vert.x
 * instance, for all of its threads. Where nobody has installed a registry they count for nobody.
 *
 * <p>Counted in this way is what many event loops do, and what takes time. What one verticle alone
 * knows it tells when it is asked for its state.
 */
public final class Meters implements Shareable {
  private static final String NAME = "catalogador.meters";

  private final MeterRegistry registry;
  private final Map<Class<?>, Object> sets = new ConcurrentHashMap<>();

  private Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Has a Vert.x instance count into a registry; before any of its verticles is deployed. */
  public static void install(Vertx vertx, MeterRegistry registry) {
    vertx.sharedData().<String, Meters>getLocalMap(NAME).put(NAME, new Meters(registry));
  }

  /**
   * The one set of a class.
   *
   * @param maker makes it, unless that has been done; registers its meters
   */
  public static <T> T of(Vertx vertx, Class<T> type, Function<MeterRegistry, T> maker) {
    Meters meters =
        vertx
            .sharedData()
            .<String, Meters>getLocalMap(NAME)
            .computeIfAbsent(NAME, absent -> new Meters(new CompositeMeterRegistry()));
    return type.cast(meters.sets.computeIfAbsent(type, absent -> maker.apply(meters.registry)));
  }
}
