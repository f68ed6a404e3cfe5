/**
 * One user's ranking: a run over many assets, its results and their order. It requests assets and
 * analyses from its session; it does not know sockets, HTTP or other users.
 *
 * <p>Runs on the event loop of its session.
 */
package br.com.catalogador.ranking;
