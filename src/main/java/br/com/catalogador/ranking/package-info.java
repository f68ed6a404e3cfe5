/**
 * One user's ranking: a run over many assets, what it has brought so far, and the order of it.
 *
 * <p>A small state machine on its session's event loop; the session lends it its list of assets and
 * its analyses, and nothing else. No socket, no HTTP, no timer but those that spare listeners.
 */
package br.com.catalogador.ranking;
