package br.com.catalogador.cache.message;

import java.time.Instant;

/**
 * How the cache does.
 *
 * @param redis how the store behind memory does
 * @param since since when it does so, by this server's clock
 * @param pages pages in memory
 * @param candles candles in memory
 * @param hits questions answered without the broker, since the start
 * @param misses questions that the broker was asked for
 * @param fetches requests for candles sent to the broker
 */
public record CacheState(
    Redis redis, Instant since, long pages, long candles, long hits, long misses, long fetches) {

  /** How Redis does. */
  public enum Redis {
    /** Not configured: candles are kept in memory alone. */
    OFF,
    UP,
    /** It answers and takes no writes. */
    DEGRADED,
    /** There is no connection. */
    DOWN
  }

  /** A store's part of the state; nothing counted yet. */
  public static CacheState of(Redis redis, Instant since, long pages, long candles) {
    return new CacheState(redis, since, pages, candles, 0, 0, 0);
  }

  /** The same with what was counted. */
  public CacheState counting(long hits, long misses, long fetches) {
    return new CacheState(redis, since, pages, candles, hits, misses, fetches);
  }
}
