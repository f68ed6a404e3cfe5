package br.com.catalogador.cache;

import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.FinalCandles;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Where the broker's history of each series starts. An answer without any candle is believed for
 * some minutes, since it may be a fault; one that shows the candles after the start, and none
 * before, is kept in the archive, so that the broker is not asked again after a restart either.
 * Used on one event loop.
 */
final class HistoryStarts {
  private static final Duration BELIEVED = Duration.ofMinutes(10);

  private final Cache<SeriesKey, Long> believed;
  private final Archive archive;

  /**
   * @param archive null for none
   * @param nanos as {@link System#nanoTime}
   */
  HistoryStarts(Archive archive, LongSupplier nanos) {
    this.archive = archive;
    this.believed =
        Caffeine.newBuilder().expireAfterWrite(BELIEVED).ticker(nanos::getAsLong).build();
  }

  /** Epoch seconds before which there are no candles; {@link Long#MIN_VALUE} if unknown. */
  long of(SeriesKey series) {
    Long start = believed.getIfPresent(series);
    if (start != null) {
      return start;
    }
    return archive == null ? Long.MIN_VALUE : archive.start(series);
  }

  /**
   * Notes what an answer of the broker says.
   *
   * @param requestedFrom epoch seconds from which the page was requested; {@code before} if it was
   *     requested by number only
   * @param before epoch seconds up to which candles were missing
   * @param newest whether the newest candles were requested
   */
  void note(
      SeriesKey series,
      CandlePage page,
      FinalCandles finalPart,
      long requestedFrom,
      long before,
      boolean newest) {
    boolean empty = page.candles().isEmpty();
    boolean older = !empty && page.candles().from(0) < finalPart.from();
    if (finalPart.candles().isEmpty() && (requestedFrom == before || older)) {
      believed.put(series, before);
      if (archive != null && !newest && !empty && !older) {
        archive.putStart(series, before);
      }
    } else if (!finalPart.candles().isEmpty() && finalPart.candles().from(0) < of(series)) {
      believed.invalidate(series);
      if (archive != null) {
        archive.removeStart(series);
      }
    }
  }
}
