/**
 * The requests of the analysis verticle and their replies. Only immutable records and the service
 * interface; no behavior.
 *
 * <p>Thread-safe.
 */
package br.com.catalogador.analysis.message;
