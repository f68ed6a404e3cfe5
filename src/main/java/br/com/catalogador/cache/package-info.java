/**
 * The candle cache that all users share, in memory and optionally in Redis and in an archive on
 * disk, and the shared asset list. Decides which candles must be fetched from the broker, and
 * fetches them through sessions. Does not depend on strategies, and never stores a running candle.
 *
 * <p>Runs on the event loop of the cache verticle, including the decoding of pages from Redis; the
 * archive's files are read and written on workers.
 */
package br.com.catalogador.cache;
