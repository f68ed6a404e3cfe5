/**
 * The HTML pages and their static files. Pages are rendered once per language and contain no data
 * of users.
 *
 * <p>Rendered on worker threads, served on event loops.
 */
package br.com.catalogador.web.page;
