/**
 * The candle cache that all users share, in memory and optionally in Redis, and the shared asset
 * list. It decides what the broker still has to be asked for; it does not talk to the broker
 * itself, knows no strategy, and never stores a running candle.
 *
 * <p>Everything runs on the event loop of the cache verticle; Redis pages are decoded there, too.
 */
package br.com.catalogador.cache;
