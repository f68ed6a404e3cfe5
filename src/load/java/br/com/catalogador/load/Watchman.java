package br.com.catalogador.load;

import br.com.catalogador.support.Machine;
import br.com.catalogador.support.Scrape;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Looks at a server's memory, processors and event loops again and again during a phase. */
final class Watchman {
  private static final double MEGA = 1024.0 * 1024.0;
  private static final String[] HEAP = {"area", "heap"};
  private static final String[] OLD = {"area", "heap", "id", "G1 Old Gen"};
  private static final String[] ANALYZE = {"request", "Analyze"};
  private static final String LAG = "catalogador_event_loop_lag";
  private static final String BUS = "catalogador_bus_requests";

  private final Server server;
  private final long begun = System.nanoTime();
  private final Moment first;
  private final List<JsonObject> samples = new ArrayList<>();
  private Moment last;

  /** What had been used until a moment. */
  private record Moment(
      long nanos,
      Scrape metrics,
      double server,
      double broker,
      double load,
      List<Double> cores,
      long candleRequests) {
    double secondsSince(Moment before) {
      return (nanos - before.nanos) / 1e9;
    }

    double cores(Moment before, ToDoubleFunction<Moment> used) {
      return (used.applyAsDouble(this) - used.applyAsDouble(before)) / secondsSince(before);
    }
  }

  Watchman(Server server) throws IOException, InterruptedException {
    this.server = server;
    this.first = look();
    this.last = first;
  }

  private Moment look() throws IOException, InterruptedException {
    return new Moment(
        System.nanoTime(),
        server.metrics(),
        server.process().cpuSeconds(),
        server.broker() == null ? 0 : server.broker().cpuSeconds(),
        Machine.cpuSeconds(ProcessHandle.current().pid()),
        Machine.busySeconds(),
        server.control().requests("get-candles"));
  }

  /** Looks once more, and says what it has been like since the last time. */
  void sample() throws IOException, InterruptedException {
    Moment now = look();
    Moment before = last;
    last = now;
    samples.add(
        new JsonObject()
            .put("second", Math.round((now.nanos() - begun) / 1e9))
            .put("residentMB", tenths(server.process().residentMegabytes()))
            .put("heapMB", tenths(now.metrics().sum("jvm_memory_used_bytes", HEAP) / MEGA))
            .put("oldMB", tenths(now.metrics().sum("jvm_memory_used_bytes", OLD) / MEGA))
            .put("serverCores", hundredths(now.cores(before, Moment::server)))
            .put("brokerCores", hundredths(now.cores(before, Moment::broker)))
            .put("loadCores", hundredths(now.cores(before, Moment::load)))
            .put("coresBusy", coresBusy(now, before))
            .put("lagMs", hundredths(now.metrics().meanMillisSince(before.metrics(), LAG)))
            .put("lagP99MsAtMost", now.metrics().boundMillisSince(before.metrics(), 0.99, LAG)));
    System.out.println(samples.get(samples.size() - 1).encode());
  }

  private static JsonArray coresBusy(Moment now, Moment before) {
    JsonArray busy = new JsonArray();
    for (int i = 0; i < now.cores().size(); i++) {
      double share = (now.cores().get(i) - before.cores().get(i)) / now.secondsSince(before);
      busy.add(hundredths(share));
    }
    return busy;
  }

  List<JsonObject> samples() {
    return samples;
  }

  /** The whole phase up to the last look, in one. */
  JsonObject summary() {
    Scrape before = first.metrics();
    Scrape now = last.metrics();
    double seconds = last.secondsSince(first);
    return new JsonObject()
        .put("seconds", tenths(seconds))
        .put("residentMB", tenths(most("residentMB")))
        .put("heapMB", tenths(most("heapMB")))
        .put("serverCores", hundredths(last.cores(first, Moment::server)))
        .put("brokerCores", hundredths(last.cores(first, Moment::broker)))
        .put("loadCores", hundredths(last.cores(first, Moment::load)))
        .put("coresBusy", coresBusy(last, first))
        .put("lagMs", hundredths(now.meanMillisSince(before, LAG)))
        .put("lagP99MsAtMost", now.boundMillisSince(before, 0.99, LAG))
        .put("workersMs", hundredths(now.meanMillisSince(before, BUS, ANALYZE)))
        .put("workersP99MsAtMost", now.boundMillisSince(before, 0.99, BUS, ANALYZE))
        .put("gcShare", hundredths(now.since(before, "catalogador_gc_seconds_sum") / seconds))
        .put("gcMs", hundredths(now.meanMillisSince(before, "catalogador_gc")))
        .put("brokerCandleRequests", last.candleRequests() - first.candleRequests())
        .put("liveCatalogues", now.since(before, BUS + "_seconds_count", "request", "GetCatalogAt"))
        .put("residentSlopeMBPerHour", tenths(slope("residentMB")))
        .put("heapSlopeMBPerHour", tenths(slope("heapMB")))
        .put("oldSlopeMBPerHour", tenths(slope("oldMB")));
  }

  private double most(String what) {
    return samples.stream().mapToDouble(it -> it.getDouble(what)).max().orElse(Double.NaN);
  }

  /** Least squares over all samples, per hour. */
  private double slope(String what) {
    double n = samples.size();
    double meanX = samples.stream().mapToDouble(it -> it.getLong("second")).sum() / n;
    double meanY = samples.stream().mapToDouble(it -> it.getDouble(what)).sum() / n;
    double xy = 0;
    double xx = 0;
    for (JsonObject sample : samples) {
      double x = sample.getLong("second") - meanX;
      xy += x * (sample.getDouble(what) - meanY);
      xx += x * x;
    }
    return xy / xx * 3600;
  }

  static double tenths(double value) {
    return rounded(value, 10);
  }

  static double hundredths(double value) {
    return rounded(value, 100);
  }

  private static double rounded(double value, int parts) {
    return Double.isFinite(value) ? Math.round(value * parts) / (double) parts : 0;
  }

  /** The summary as lines for a reader. */
  static String text(JsonObject it) {
    return String.format(
        Locale.ROOT,
        """
        processors   server %.2f, broker apart %.2f, this tool %.2f cores; busy per core %s
        event loops  late by %.2f ms on average, 99 %% at most %s ms
        workers      %.2f ms with the wait on average, 99 %% at most %s ms
        garbage      %.1f %% of the time, %.1f ms each
        memory       RSS %.1f, heap %.1f MB at most; slope per hour: RSS %.1f, heap %.1f, old generation %.1f MB
        broker       %d requests for candles
        """,
        it.getDouble("serverCores"),
        it.getDouble("brokerCores"),
        it.getDouble("loadCores"),
        it.getJsonArray("coresBusy"),
        it.getDouble("lagMs"),
        it.getValue("lagP99MsAtMost"),
        it.getDouble("workersMs"),
        it.getValue("workersP99MsAtMost"),
        100 * it.getDouble("gcShare"),
        it.getDouble("gcMs"),
        it.getDouble("residentMB"),
        it.getDouble("heapMB"),
        it.getDouble("residentSlopeMBPerHour"),
        it.getDouble("heapSlopeMBPerHour"),
        it.getDouble("oldSlopeMBPerHour"),
        it.getLong("brokerCandleRequests"));
  }
}
