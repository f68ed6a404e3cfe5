/**
 * Where records of sessions are kept between activations: in memory or encrypted in Redis, with
 * owners and revocations. It stores and finds; who may have a session is decided in {@code
 * session.directory}.
 *
 * <p>Runs on the event loop of the session directory verticle.
 */
package br.com.catalogador.session.store;
