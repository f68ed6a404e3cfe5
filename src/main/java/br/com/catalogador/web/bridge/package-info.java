/**
 * The event-bus bridge for browsers: handshake, permissions, limits and delivery of updates. What
 * an update contains is decided by the package that publishes it, how it is written by {@code
 * view}.
 *
 * <p>Each socket is confined to the event loop of its HTTP verticle.
 */
package br.com.catalogador.web.bridge;
