/**
 * One connection to a Redis server with time limits, reconnection and state. Knows no key and no
 * value of its users; a command fails at once while the server is away.
 *
 * <p>A link is confined to one event loop; the state log may be used on any thread.
 */
package br.com.catalogador.redis;
