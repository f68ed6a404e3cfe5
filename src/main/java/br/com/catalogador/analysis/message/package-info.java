/**
 * The requests that the analysis verticle answers, with their replies. Immutable records and the
 * service interface only; no behavior.
 *
 * <p>Any thread may use them.
 */
package br.com.catalogador.analysis.message;
