/**
 * The requests of a ranking and its views. Only immutable records and the service interface; no
 * behavior.
 *
 * <p>Thread-safe.
 */
package br.com.catalogador.ranking.message;
