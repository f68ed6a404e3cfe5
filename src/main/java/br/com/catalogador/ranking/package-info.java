/**
 * One user's ranking: a run over many assets, its results and their order. It asks its session for
 * assets and analyses; it knows no socket, no HTTP and no other user.
 *
 * <p>Runs on the event loop of the session that it belongs to.
 */
package br.com.catalogador.ranking;
