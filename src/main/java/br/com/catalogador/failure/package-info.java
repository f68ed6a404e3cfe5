/**
 * The vocabulary of failures: every kind of failure a user may be told about, with its HTTP status
 * and log level. No sentence for a person stands here (see {@code Texts}), and no handling.
 *
 * <p>Immutable; any thread may use it.
 */
package br.com.catalogador.failure;
