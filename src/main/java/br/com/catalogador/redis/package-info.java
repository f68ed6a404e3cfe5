/**
 * The way to a Redis server: one connection with a state, limits of time and number, and pauses
 * before it is tried again.
 *
 * <p>Knows no key and no value of those who use it; never waits for a server that is not there.
 */
package br.com.catalogador.redis;
