/**
 * The event-bus bridge for browsers: handshake, permissions, limits and delivery of updates. The
 * publishing packages define what an update contains, {@code view} how it is written.
 *
 * <p>Each socket is confined to the event loop of its HTTP verticle.
 */
package br.com.catalogador.web.bridge;
