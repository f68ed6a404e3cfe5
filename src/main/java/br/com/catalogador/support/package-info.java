/**
 * General-purpose classes without knowledge of the product: meters, throttling, back-off, a steady
 * clock, secrets, request ids. A class belongs here only if at least two other packages use it and
 * it depends on none of them.
 *
 * <p>Threads as each class says.
 */
package br.com.catalogador.support;
