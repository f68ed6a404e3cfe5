/**
 * The HTML pages and their static files. Pages are rendered once per language; no data of a user is
 * rendered on the server.
 *
 * <p>Rendered on worker threads, served on event loops.
 */
package br.com.catalogador.web.page;
