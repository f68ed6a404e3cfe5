/**
 * The HTTP server and one class per route. A route checks parameters, asks another package over the
 * bus and writes the answer; nothing here computes a result.
 *
 * <p>One verticle per core, each on its own event loop; large answers are written on workers.
 */
package br.com.catalogador.web;
