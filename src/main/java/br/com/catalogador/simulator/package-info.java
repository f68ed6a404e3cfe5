/**
 * The broker's side of the Polarium protocol for development, tests and load: an invented market
 * and invented users behind one HTTP and WebSocket server. It uses candles' names and {@code
 * broker.Frame}, nothing else of the product, and nothing of the product uses it but {@code app}.
 *
 * <p>Everything runs on the event loop of the simulator verticle.
 */
package br.com.catalogador.simulator;
