package br.com.catalogador.cache;

import br.com.catalogador.redis.RedisAddress;
import java.time.Duration;

/**
 * How the cache keeps things.
 *
 * @param maxCandles about how many candles in memory; in Redis as many pages as would hold them
 * @param lifetime how long a page stays in memory after its last use, and in Redis after it was
 *     last written
 * @param redis where candles are kept beyond this process; null for memory alone
 * @param candleGrace how long the newest closed candle may change where the broker does not say
 *     that it is final
 */
public record CacheOptions(
    long maxCandles, Duration lifetime, RedisAddress redis, Duration candleGrace) {}
