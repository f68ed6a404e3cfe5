/**
 * Typed requests and publications over Vert.x's event bus, within a server and between servers, and
 * which server holds which name. It knows no other package's messages: each package keeps addresses
 * and messages in its own {@code message} package.
 *
 * <p>May be used on any thread; handlers run on the event loop that registered them.
 */
package br.com.catalogador.bus;
