package br.com.catalogador.cache;

import br.com.catalogador.candle.FinalCandles;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fetches in flight, by the candles that they cover. Used on one event loop. */
final class SingleFlight {
  private final Map<SeriesKey, List<Fetch>> inFlight = new HashMap<>();

  /**
   * A fetch in flight.
   *
   * @param via the session that fetches
   * @param from epoch seconds that it reaches back to, or further if the market had holes
   * @param before epoch seconds up to which candles are requested
   */
  record Fetch(SessionId via, long from, long before, Future<Fetched> fetched) {
    boolean covers(long time) {
      return from < time && time <= before;
    }
  }

  /**
   * The result of a fetch.
   *
   * @param finalPart the final candles; null if nothing was fetched, since other queries or servers
   *     have stored candles meanwhile
   * @param before epoch seconds up to which candles were requested
   */
  record Fetched(FinalCandles finalPart, long before) {}

  /** A fetch that covers the candle just before a time, preferably the session's own; or null. */
  Fetch covering(SeriesKey series, long time, SessionId via) {
    return inFlight.getOrDefault(series, List.of()).stream()
        .filter(fetch -> fetch.covers(time))
        .min(Comparator.comparing(fetch -> !fetch.via().equals(via)))
        .orElse(null);
  }

  /** Adds a fetch until it has completed. */
  Future<Fetched> add(SeriesKey series, Fetch fetch) {
    inFlight.computeIfAbsent(series, key -> new ArrayList<>()).add(fetch);
    return fetch.fetched().onComplete(ignored -> remove(series, fetch));
  }

  private void remove(SeriesKey series, Fetch fetch) {
    inFlight.computeIfPresent(
        series,
        (same, fetches) -> {
          fetches.remove(fetch);
          return fetches.isEmpty() ? null : fetches;
        });
  }
}
