package br.com.catalogador.app.management;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Metrics of the process: components, Vert.x (HTTP by route, event bus, pools) and the JVM.
 *
 * <p>No label grows with the number of users: addresses of the bus name sessions, and paths name
 * assets, so neither is one. {@link MeterRules} limits the rest.
 */
public final class Metrics {
  private static final EnumSet<Label> LABELS =
      EnumSet.of(
          Label.HTTP_METHOD,
          Label.HTTP_ROUTE,
          Label.HTTP_CODE,
          Label.EB_FAILURE,
          Label.POOL_TYPE,
          Label.POOL_NAME);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  public Metrics() {
    MeterRules.apply(registry);
    Stream.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics())
        .forEach(binder -> binder.bindTo(registry));
    ManagementFactory.getGarbageCollectorMXBeans().forEach(this::count);
    Gauge.builder("catalogador.build", () -> 1)
        .description("always 1; the version is the label")
        .tag("version", Build.current().version())
        .register(registry);
  }

  /** Replaces Micrometer's own binder, which registers a listener that is never removed. */
  private void count(GarbageCollectorMXBean collector) {
    FunctionTimer.builder(
            "catalogador.gc",
            collector,
            GarbageCollectorMXBean::getCollectionCount,
            GarbageCollectorMXBean::getCollectionTime,
            TimeUnit.MILLISECONDS)
        .description("collections of garbage and the time they took")
        .tag("gc", collector.getName())
        .register(registry);
  }

  /** Vert.x options with these metrics enabled. */
  public VertxOptions vertxOptions() {
    return new VertxOptions()
        .setMetricsOptions(
            new MicrometerMetricsOptions()
                .setEnabled(true)
                .setLabels(LABELS)
                .addDisabledMetricsCategory(MetricsDomain.NET_SERVER)
                .addDisabledMetricsCategory(MetricsDomain.NET_CLIENT));
  }

  /**
   * @param options from {@link #vertxOptions}
   */
  public VertxBuilder builder(VertxOptions options) {
    return Vertx.builder().with(options).withMetrics(new MicrometerMetricsFactory(registry));
  }

  public PrometheusMeterRegistry registry() {
    return registry;
  }
}
