package br.com.catalogador.web;

import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.view.CatalogJson;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Cache of the encoded catalog responses of the current second: many users request the same few
 * assets, and encoding takes longer than computing a catalog. Confined to one event loop.
 */
final class CatalogResponseCache {
  /** Together with {@link #MAX_BYTES} limits the cache to some megabytes. */
  private static final int MAX_RESPONSES = 200;

  private static final int MAX_BYTES = 64 * 1024;

  private final Map<Key, Buffer> responses = new HashMap<>();
  private long second;

  /** Everything that a response depends on; closed candles are the same for all users. */
  private record Key(
      GetCatalog query,
      Asset asset,
      long computedAt,
      int candles,
      long candlesTo,
      CachedCandles.Source source,
      int brokerRequests) {
    static Key of(GetCatalog query, CatalogView view) {
      return new Key(
          query,
          view.asset(),
          view.computedAt(),
          view.candles().size(),
          view.candles().isEmpty() ? 0 : view.candles().end(),
          view.source(),
          view.brokerRequests());
    }
  }

  /** The encoded response; callers must not modify it. */
  Buffer of(GetCatalog query, CatalogView view) {
    if (view.computedAt() > second) {
      responses.clear();
      second = view.computedAt();
    }
    Key key = Key.of(query, view);
    Buffer known = responses.get(key);
    return known == null ? write(key, view) : known;
  }

  private Buffer write(Key key, CatalogView view) {
    Buffer text = CatalogJson.of(view).toBuffer();
    if (text.length() <= MAX_BYTES && responses.size() < MAX_RESPONSES) {
      responses.put(key, text);
    }
    return text;
  }
}
