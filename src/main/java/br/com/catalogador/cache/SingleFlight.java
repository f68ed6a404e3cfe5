package br.com.catalogador.cache;

import br.com.catalogador.candle.Settled;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fetches under way, by what they bring. Used on one event loop. */
final class SingleFlight {
  private final Map<SeriesKey, List<Fetch>> underWay = new HashMap<>();

  /**
   * A fetch under way.
   *
   * @param via through whose session
   * @param from epoch seconds that it reaches at least, if the market has no holes there
   * @param before epoch seconds up to which it asks
   */
  record Fetch(SessionId via, long from, long before, Future<Fetched> fetched) {
    boolean brings(long slotBefore) {
      return from < slotBefore && slotBefore <= before;
    }
  }

  /**
   * What a fetch brought.
   *
   * @param settled null when others have stored something meanwhile
   * @param before epoch seconds up to which was asked
   */
  record Fetched(Settled settled, long before) {}

  /** One that brings the candle just before a time, first of all the session's own; or null. */
  Fetch bringing(SeriesKey series, long time, SessionId via) {
    return underWay.getOrDefault(series, List.of()).stream()
        .filter(fetch -> fetch.brings(time))
        .min(Comparator.comparing(fetch -> !fetch.via().equals(via)))
        .orElse(null);
  }

  /** Lets others see it until it is done. */
  Future<Fetched> add(SeriesKey series, Fetch fetch) {
    underWay.computeIfAbsent(series, key -> new ArrayList<>()).add(fetch);
    return fetch.fetched().onComplete(ignored -> remove(series, fetch));
  }

  private void remove(SeriesKey series, Fetch fetch) {
    underWay.computeIfPresent(
        series,
        (same, fetches) -> {
          fetches.remove(fetch);
          return fetches.isEmpty() ? null : fetches;
        });
  }
}
