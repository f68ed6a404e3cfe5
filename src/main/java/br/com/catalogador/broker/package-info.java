/**
 * The Polarium protocol: frames, login over HTTP, the socket's state machine, typed requests.
 *
 * <p>Knows candles and Vert.x, no user, no cache, no page. The simulator, the other side of the
 * same protocol, uses the frames of this room and nothing else of it.
 */
package br.com.catalogador.broker;
