package br.com.catalogador.cache;

import br.com.catalogador.redis.RedisAddress;
import java.time.Duration;

/**
 * Options of the candle cache.
 *
 * @param maxCandles approximate number of candles in memory; also bounds the pages in Redis, as if
 *     each were full
 * @param lifetime how long a page stays in memory after its last use, and in Redis after its last
 *     write
 * @param redis server that stores candles beyond this process; null to store them in memory only
 * @param candleGrace how long a closed candle may still change if the broker has not shown that it
 *     is final
 * @param history archive of candles on disk; null for none
 */
public record CacheOptions(
    long maxCandles,
    Duration lifetime,
    RedisAddress redis,
    Duration candleGrace,
    HistoryOptions history) {}
