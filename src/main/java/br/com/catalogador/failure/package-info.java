/**
 * The kinds of failure that may be shown to a user, each with its HTTP status and log level. Texts
 * for people are elsewhere (see {@code Texts}), and so is the handling of failures.
 *
 * <p>Immutable and thread-safe.
 */
package br.com.catalogador.failure;
