/**
 * The candle cache that all users share, in memory and optionally in Redis, and the shared asset
 * list. Decides which candles must be fetched from the broker, and fetches them through sessions.
 * Does not depend on strategies, and never stores a running candle.
 *
 * <p>Everything runs on the event loop of the cache verticle, including the decoding of pages.
 */
package br.com.catalogador.cache;
