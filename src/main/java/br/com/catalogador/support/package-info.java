/**
 * Small tools without knowledge of the product: meters, throttling, back-off, a monotonic clock,
 * secrets, request ids. A class belongs here only if at least two other packages need it and it
 * knows none of them.
 *
 * <p>As each class says.
 */
package br.com.catalogador.support;
