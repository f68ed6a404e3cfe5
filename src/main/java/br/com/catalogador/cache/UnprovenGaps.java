package br.com.catalogador.cache;

import br.com.catalogador.candle.History;
import br.com.catalogador.candle.Span;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Gaps in answers of the broker where candles must exist, by the ids of their neighbors. Each is
 * requested again with growing pauses, until the candles arrive or until it counts as a hole: after
 * at least three equal answers within an hour, the last one at least {@link
 * History#BELIEVED_SECONDS} after the first. Used on one event loop.
 */
final class UnprovenGaps {
  private static final int MIN_ANSWERS = 3;
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final long MAX_SERIES = 1_000;

  private final LongSupplier nanos;
  private final long shortestPause;

  /** The gaps of each series by their ends. */
  private final Cache<SeriesKey, TreeMap<Long, Gap>> gaps;

  private record Gap(Span span, long since, long requestedAt, int answers) {}

  /**
   * @param shortestPause minimum time before a gap is requested again
   * @param nanos as {@link System#nanoTime}
   */
  UnprovenGaps(Duration shortestPause, LongSupplier nanos) {
    this.nanos = nanos;
    this.shortestPause = Math.max(shortestPause.toNanos(), Duration.ofSeconds(1).toNanos());
    this.gaps =
        Caffeine.newBuilder()
            .expireAfterWrite(LIFETIME)
            .maximumSize(MAX_SERIES)
            .ticker(nanos::getAsLong)
            .build();
  }

  /** Notes an answer that has a gap; returns true if it counts as a hole from now on. */
  boolean noteAnswer(SeriesKey series, Span span) {
    TreeMap<Long, Gap> ofSeries = gaps.get(series, key -> new TreeMap<>());
    long now = nanos.getAsLong();
    Gap before = ofSeries.get(span.to());
    boolean same = before != null && before.span().equals(span);
    ofSeries.values().removeIf(other -> overlap(other.span(), span));
    Gap noted =
        same
            ? new Gap(span, before.since(), now, before.answers() + 1)
            : new Gap(span, now, now, 1);
    boolean isHole =
        noted.answers() >= MIN_ANSWERS
            && now - noted.since() >= Duration.ofSeconds(History.BELIEVED_SECONDS).toNanos();
    if (!isHole) {
      ofSeries.put(span.to(), noted);
    }
    gaps.put(series, ofSeries);
    return isHole;
  }

  private static boolean overlap(Span one, Span other) {
    return one.from() < other.to() && other.from() < one.to();
  }

  /**
   * The part before a time of the gap that contains the slot just before it; null if there is none,
   * or if it is to be requested again now.
   *
   * @param time epoch seconds
   */
  Span pendingBefore(SeriesKey series, long time) {
    TreeMap<Long, Gap> ofSeries = gaps.getIfPresent(series);
    Map.Entry<Long, Gap> next = ofSeries == null ? null : ofSeries.ceilingEntry(time);
    if (next == null || next.getValue().span().from() >= time || isDue(next.getValue())) {
      return null;
    }
    return new Span(next.getValue().span().from(), time);
  }

  private boolean isDue(Gap gap) {
    long pause = Math.max(shortestPause, 2 * (gap.requestedAt() - gap.since()));
    return nanos.getAsLong() - gap.requestedAt() >= pause;
  }
}
