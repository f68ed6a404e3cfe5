/**
 * The client of the Polarium protocol: login over HTTP, frames, one socket with reconnection, typed
 * requests, and candle streams. It knows candles and Vert.x, but no user session, no cache and no
 * page; the simulator uses {@code Frame} of this package and nothing else.
 *
 * <p>Every link is confined to the event loop that created it; readers of answers are pure.
 */
package br.com.catalogador.broker;
