/**
 * The requests and publications of the watch verticle. Immutable records and the service interface
 * only; no behavior.
 *
 * <p>Any thread may use them.
 */
package br.com.catalogador.watch.message;
