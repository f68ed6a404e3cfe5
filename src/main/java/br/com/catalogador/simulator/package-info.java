/**
 * The broker's side of the Polarium protocol, for development, tests and load: a market that is a
 * pure function of seed, asset and time, invented users, and one HTTP and WebSocket server.
 *
 * <p>Uses candles and the broker's frames, nothing else of the product, and is used by nothing of
 * it but the command line: the application speaks to it over the network as to the real broker.
 */
package br.com.catalogador.simulator;
