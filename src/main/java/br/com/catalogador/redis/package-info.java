/**
 * A connection to a Redis server with time limits, reconnection and state. It knows nothing of its
 * users' keys and values; while the server is unreachable, commands fail at once.
 *
 * <p>A link is confined to one event loop; the state log is thread-safe.
 */
package br.com.catalogador.redis;
