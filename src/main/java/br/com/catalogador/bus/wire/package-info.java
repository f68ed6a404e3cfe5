/**
 * The binary encoding of messages between servers. Only generic encoding belongs here; the encoding
 * of a type that is not a record is a {@code WireAdapter} in the package of that type.
 *
 * <p>Any thread may use it.
 */
package br.com.catalogador.bus.wire;
