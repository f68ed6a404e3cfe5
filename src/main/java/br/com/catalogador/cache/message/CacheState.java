package br.com.catalogador.cache.message;

import java.time.Instant;

/**
 * The state of the cache, for operators.
 *
 * @param redis state of the connection to Redis
 * @param reason why Redis is DEGRADED or DOWN, in its own words if it said any; else empty
 * @param since start of that state, by this server's clock
 * @param pages pages in memory
 * @param candles candles in memory
 * @param hits queries answered without the broker, since the start
 * @param misses queries that needed the broker, since the start
 * @param fetches requests for candles sent to the broker, since the start
 * @param archive state of the archive on disk
 */
public record CacheState(
    Redis redis,
    String reason,
    Instant since,
    long pages,
    long candles,
    long hits,
    long misses,
    long fetches,
    ArchiveState archive) {

  /** State of the connection to Redis. */
  public enum Redis {
    /** Not configured: candles are stored in memory only. */
    OFF,
    UP,
    /** It answers but rejects writes. */
    DEGRADED,
    /** There is no connection. */
    DOWN
  }

  /** The state of a store without archive, with counters at zero. */
  public static CacheState of(Redis redis, String reason, Instant since, long pages, long candles) {
    return new CacheState(redis, reason, since, pages, candles, 0, 0, 0, ArchiveState.OFF);
  }

  /** A copy with counters. */
  public CacheState counting(long hits, long misses, long fetches) {
    return new CacheState(redis, reason, since, pages, candles, hits, misses, fetches, archive);
  }

  /** A copy with the state of an archive. */
  public CacheState with(ArchiveState archive) {
    return new CacheState(redis, reason, since, pages, candles, hits, misses, fetches, archive);
  }
}
