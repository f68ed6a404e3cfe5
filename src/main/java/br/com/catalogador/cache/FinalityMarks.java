package br.com.catalogador.cache;

import br.com.catalogador.candle.FinalityCheck;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time up to which the candles of each series are final, shared by all sessions, and the pauses
 * between requests for newer ones. Used on one event loop.
 */
final class FinalityMarks {
  private static final Duration KEPT = Duration.ofMinutes(10);

  /**
   * Bounds, in seconds, of the pause between requests for candles that are not final yet, for all
   * sessions together. The pause is a quarter of the time that they have been missing: a closed
   * market has nothing new for days.
   */
  private static final long SHORTEST_PAUSE = 1;

  private static final long LONGEST_PAUSE = 15;

  private final long graceSeconds;
  private final LongSupplier nanos;
  private final Cache<SeriesKey, Mark> marks;

  FinalityMarks(Duration grace, LongSupplier nanos) {
    this.graceSeconds = grace.toSeconds() + (grace.toMillisPart() > 0 ? 1 : 0);
    this.nanos = nanos;
    this.marks = Caffeine.newBuilder().expireAfterAccess(KEPT).ticker(nanos::getAsLong).build();
  }

  Mark of(SeriesKey series) {
    return marks.get(
        series, key -> new Mark(new FinalityCheck(key.timeframe(), graceSeconds), nanos));
  }

  /** The mark of one series. */
  static final class Mark {
    private final FinalityCheck finalityCheck;
    private final LongSupplier nanos;
    private long finalUntil;
    private long pauseNanos;
    private long triedAt;

    Mark(FinalityCheck finalityCheck, LongSupplier nanos) {
      this.finalityCheck = finalityCheck;
      this.nanos = nanos;
    }

    FinalityCheck finalityCheck() {
      return finalityCheck;
    }

    /** Epoch seconds up to which candles are final; 0 when nothing is known. */
    long finalUntil() {
      return finalUntil;
    }

    void advance(long to) {
      finalUntil = Math.max(finalUntil, to);
    }

    /**
     * Notes that the broker had no newer final candle.
     *
     * @param missingSeconds how long the next candle has been overdue
     */
    void noteNothingNewer(long missingSeconds) {
      long pause = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, missingSeconds / 4));
      pauseNanos = Duration.ofSeconds(pause).toNanos();
      triedAt = nanos.getAsLong();
    }

    /** Whether the pause before the next request is not over. */
    boolean isPaused() {
      return finalUntil > 0 && nanos.getAsLong() - triedAt < pauseNanos;
    }
  }
}
