/**
 * The HTTP server and one class per resource. A route checks parameters, sends a request over the
 * bus and writes the response; nothing here computes a result.
 *
 * <p>One verticle per core, each on its own event loop; large responses are written on workers.
 */
package br.com.catalogador.web;
