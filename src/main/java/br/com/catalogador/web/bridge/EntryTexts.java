package br.com.catalogador.web.bridge;

import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.view.RankingJson;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;

/**
 * The entries of rankings as JSON, each written once for all pages of this server that receive the
 * same: at a close a thousand pages may be. Thread-safe.
 */
final class EntryTexts implements Shareable {
  private static final int MOST_TEXTS = 2_000;

  private final Cache<Entry, Text> texts =
      Caffeine.newBuilder()
          .maximumSize(MOST_TEXTS)
          .expireAfterAccess(Duration.ofMinutes(1))
          .executor(Runnable::run)
          .build();

  /** Everything that a text depends on. */
  private record Entry(RankingEntry entry, CatalogSettings settings) {}

  /**
   * A text; its buffer must not be modified.
   *
   * @param bytes of it within a SockJS message, where a quote takes two
   */
  record Text(Buffer json, int bytes) {
    static Text of(Buffer json) {
      int bytes = json.length();
      for (int i = 0; i < json.length(); i++) {
        bytes += json.getByte(i) == '"' ? 1 : 0;
      }
      return new Text(json, bytes);
    }
  }

  static EntryTexts of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, EntryTexts>getLocalMap("bridge.entries")
        .computeIfAbsent("", ignored -> new EntryTexts());
  }

  Text of(RankingEntry entry, RankingParameters parameters) {
    return texts.get(
        new Entry(entry, parameters.settings()),
        ignored -> Text.of(RankingJson.entry(entry, parameters).toBuffer()));
  }
}
