/**
 * Shared parts of all routes: tokens, parameters, bodies, headers, limits per client, texts. Routes
 * and pages do not belong here.
 *
 * <p>Runs on the event loops of the HTTP verticles, except where a class says that it is
 * thread-safe.
 */
package br.com.catalogador.web.http;
