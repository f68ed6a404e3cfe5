/**
 * How rooms talk: typed addresses and requests over Vert.x's event bus, and the kinds of failure
 * that may come back; the way from server to server, and who holds what there; what goes along with
 * a request, what rooms count into, how long they wait for what is away, and how often they tell
 * what is new.
 *
 * <p>Knows no room and no message of one; each room keeps its own address book and messages in its
 * {@code message} package.
 */
package br.com.catalogador.bus;
