/**
 * The requests that a ranking answers, and its views. Immutable records and the service interface
 * only; no behavior.
 *
 * <p>Any thread may use them.
 */
package br.com.catalogador.ranking.message;
