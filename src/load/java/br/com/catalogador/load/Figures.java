package br.com.catalogador.load;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What happened, under one name each: how long it took, from the moment it was due, and how often
 * it failed and why. May be told of from any thread.
 */
final class Figures {
  private static final long LONGEST_MICROS = 120_000_000;
  private static final int DIGITS = 3;

  private final Map<String, Histogram> durations = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final Set<String> closes = ConcurrentHashMap.newKeySet();
  private final LongAdder moves = new LongAdder();
  private final LongAdder newsBytes = new LongAdder();
  private final LongAccumulator mostNews = new LongAccumulator(Long::max, 0);

  void took(String what, long nanos) {
    durations
        .computeIfAbsent(what, name -> new ConcurrentHistogram(LONGEST_MICROS, DIGITS))
        .recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1000)));
  }

  void failed(String what, String why) {
    failures.computeIfAbsent(what + ": " + why, name -> new LongAdder()).increment();
  }

  /** A page has been told of a closed candle. */
  void closed(String asset, long end) {
    closes.add(asset + " " + end);
  }

  /** How many closed candles pages have been told of, each once however many were told. */
  int closes() {
    return closes.size();
  }

  /** A page has been told of a running candle. */
  void moved() {
    moves.increment();
  }

  long moves() {
    return moves.sum();
  }

  /**
   * A page has been told of a ranking.
   *
   * @param bytes of this news
   * @param ofThisSecond of all news that the page has had within the same second
   */
  void news(int bytes, long ofThisSecond) {
    newsBytes.add(bytes);
    mostNews.accumulate(ofThisSecond);
  }

  long newsBytes() {
    return newsBytes.sum();
  }

  /** The most that one page has been told of a ranking within a second of the clock. */
  long mostNewsOfASecond() {
    return mostNews.get();
  }

  long count(String what) {
    Histogram histogram = durations.get(what);
    return histogram == null ? 0 : histogram.getTotalCount();
  }

  long failures() {
    return failures.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Milliseconds below which that share of all stayed. */
  double millis(String what, double percentile) {
    Histogram histogram = durations.get(what);
    return histogram == null ? Double.NaN : histogram.getValueAtPercentile(percentile) / 1000.0;
  }

  /** Begins anew with everything. */
  void forget() {
    durations.clear();
    failures.clear();
    forgetLive();
  }

  /** Begins anew with what pages are told; everything else stays. */
  void forgetLive() {
    durations.remove(Trader.CLOSED);
    durations.remove(Trader.RANKED);
    closes.clear();
    moves.reset();
    newsBytes.reset();
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(line("what", "count", "p50", "p95", "p99", "p99.9", "max"));
    new TreeMap<>(durations)
        .forEach(
            (what, histogram) ->
                table.append(
                    line(
                        what,
                        histogram.getTotalCount(),
                        shown(what, 50),
                        shown(what, 95),
                        shown(what, 99),
                        shown(what, 99.9),
                        shown(what, 100))));
    new TreeMap<>(failures)
        .forEach(
            (what, count) ->
                table.append("failed  ").append(what).append("  ").append(count).append('\n'));
    return table.toString();
  }

  private String shown(String what, double percentile) {
    return String.format(Locale.ROOT, "%.1f", millis(what, percentile));
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-34s %9s %9s %9s %9s %9s %9s%n", cells);
  }

  JsonObject json() {
    JsonObject all = new JsonObject();
    new TreeMap<>(durations)
        .forEach(
            (what, histogram) ->
                all.put(
                    what,
                    new JsonObject()
                        .put("count", histogram.getTotalCount())
                        .put("p50", millis(what, 50))
                        .put("p95", millis(what, 95))
                        .put("p99", millis(what, 99))
                        .put("p999", millis(what, 99.9))
                        .put("max", millis(what, 100))));
    JsonObject failed = new JsonObject();
    new TreeMap<>(failures).forEach((what, count) -> failed.put(what, count.sum()));
    return new JsonObject().put("milliseconds", all).put("failures", failed);
  }
}
