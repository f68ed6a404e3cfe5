/**
 * How messages are encoded as bytes between two servers. Only generic encoding belongs here; a type
 * that is no record brings its own {@code WireAdapter} with it.
 *
 * <p>Stateless; any thread may use it.
 */
package br.com.catalogador.bus.wire;
