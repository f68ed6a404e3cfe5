package br.com.catalogador.cache;

import br.com.catalogador.candle.Settling;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The newest end of each series that somebody looks at: up to when its candles are final, for
 * everybody alike. Used on one event loop.
 */
final class FinalityMarks {
  private static final Duration KEPT = Duration.ofMinutes(10);

  /**
   * What is not final yet is asked for at most so often, however many want it: a quarter of the
   * time that it has been missing, within these bounds. A market that has closed shows nothing new
   * for days.
   */
  private static final long SHORTEST_PAUSE = 1;

  private static final long LONGEST_PAUSE = 15;

  private final long graceSeconds;
  private final LongSupplier nanos;
  private final Cache<SeriesKey, Edge> edges;

  FinalityMarks(Duration grace, LongSupplier nanos) {
    this.graceSeconds = grace.toSeconds() + (grace.toMillisPart() > 0 ? 1 : 0);
    this.nanos = nanos;
    this.edges = Caffeine.newBuilder().expireAfterAccess(KEPT).ticker(nanos::getAsLong).build();
  }

  Edge of(SeriesKey series) {
    return edges.get(series, key -> new Edge(new Settling(key.timeframe(), graceSeconds), nanos));
  }

  /** The newest end of one series. */
  static final class Edge {
    private final Settling settling;
    private final LongSupplier nanos;
    private long finalUntil;
    private long pauseNanos;
    private long triedAt;

    Edge(Settling settling, LongSupplier nanos) {
      this.settling = settling;
      this.nanos = nanos;
    }

    Settling settling() {
      return settling;
    }

    /** Epoch seconds up to which candles are final; 0 when nothing is known. */
    long finalUntil() {
      return finalUntil;
    }

    void advance(long to) {
      finalUntil = Math.max(finalUntil, to);
    }

    /**
     * Notes that the broker had nothing newer that is final.
     *
     * @param missingSeconds how long it should have had it by now
     */
    void noteTried(long missingSeconds) {
      long pause = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, missingSeconds / 4));
      pauseNanos = Duration.ofSeconds(pause).toNanos();
      triedAt = nanos.getAsLong();
    }

    /** Whether there is no use in asking yet. */
    boolean isTooSoon() {
      return finalUntil > 0 && nanos.getAsLong() - triedAt < pauseNanos;
    }
  }
}
