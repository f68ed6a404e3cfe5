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
 * Stretches of time without candles although the numbers of the candles around them say that there
 * are some. Each is asked for again, with pauses that grow, until the candles come or until three
 * answers or more within an hour, the last at least {@link History#BELIEVED_SECONDS} after the
 * first, were the same: then it is a hole. Used on one event loop.
 */
final class UnprovenGaps {
  private static final int ANSWERS_TO_BELIEVE = 3;
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final long MOST_SERIES = 1_000;

  private final LongSupplier nanos;
  private final long shortestPause;

  /** Of each series, by their ends. */
  private final Cache<SeriesKey, TreeMap<Long, Doubt>> doubts;

  private record Doubt(Span span, long since, long askedAt, int answers) {}

  /**
   * @param shortestPause before a stretch is asked for again
   * @param nanos as {@link System#nanoTime}
   */
  UnprovenGaps(Duration shortestPause, LongSupplier nanos) {
    this.nanos = nanos;
    this.shortestPause = Math.max(shortestPause.toNanos(), Duration.ofSeconds(1).toNanos());
    this.doubts =
        Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_SERIES)
            .ticker(nanos::getAsLong)
            .build();
  }

  /** Notes what an answer has shown; true when the stretch is a hole from now on. */
  boolean isHole(SeriesKey series, Span span) {
    TreeMap<Long, Doubt> ofSeries = doubts.get(series, key -> new TreeMap<>());
    long now = nanos.getAsLong();
    Doubt before = ofSeries.get(span.to());
    boolean same = before != null && before.span().equals(span);
    ofSeries.values().removeIf(other -> overlap(other.span(), span));
    Doubt noted =
        same
            ? new Doubt(span, before.since(), now, before.answers() + 1)
            : new Doubt(span, now, now, 1);
    boolean believed =
        noted.answers() >= ANSWERS_TO_BELIEVE
            && now - noted.since() >= Duration.ofSeconds(History.BELIEVED_SECONDS).toNanos();
    if (!believed) {
      ofSeries.put(span.to(), noted);
    }
    doubts.put(series, ofSeries);
    return believed;
  }

  private static boolean overlap(Span one, Span other) {
    return one.from() < other.to() && other.from() < one.to();
  }

  /** The stretch that a time ends or lies in, up to there, unless it is to be asked for again. */
  Span before(SeriesKey series, long time) {
    TreeMap<Long, Doubt> ofSeries = doubts.getIfPresent(series);
    Map.Entry<Long, Doubt> next = ofSeries == null ? null : ofSeries.ceilingEntry(time);
    if (next == null || next.getValue().span().from() >= time || isDue(next.getValue())) {
      return null;
    }
    return new Span(next.getValue().span().from(), time);
  }

  private boolean isDue(Doubt doubt) {
    long pause = Math.max(shortestPause, 2 * (doubt.askedAt() - doubt.since()));
    return nanos.getAsLong() - doubt.askedAt() >= pause;
  }
}
