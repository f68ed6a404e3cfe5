/**
 * What all routes share: tokens, parameters, bodies, headers, limits per client, texts. No route
 * and no page belongs here.
 *
 * <p>Runs on the event loops of the HTTP verticles, unless a class says that any thread may use it.
 */
package br.com.catalogador.web.http;
