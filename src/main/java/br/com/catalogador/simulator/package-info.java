/**
 * A simulator of the broker's side of the Polarium protocol for development, tests and load tests:
 * one HTTP and WebSocket server with a generated market and generated users. Of the product it uses
 * only {@code broker.Frame}, and only {@code app} depends on it.
 *
 * <p>All code runs on the event loop of its verticle, {@code SimulatorVerticle} or {@code
 * ReplayVerticle}.
 */
package br.com.catalogador.simulator;
