/**
 * Client of the Polarium protocol: HTTP login, socket frames, a link that reconnects by itself,
 * typed requests and candle streams. It depends on candles, {@code model} and Vert.x; it does not
 * know user sessions, caches or pages. The simulator uses {@code Frame} of this package and nothing
 * else.
 *
 * <p>Each link is confined to the event loop that created it; the classes that read answers are
 * pure.
 */
package br.com.catalogador.broker;
