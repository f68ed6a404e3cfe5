/**
 * The requests that the cache answers, with their replies. Immutable records and service interfaces
 * only; no behavior.
 *
 * <p>Any thread may use them.
 */
package br.com.catalogador.cache.message;
