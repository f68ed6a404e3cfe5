/**
 * Start and stop: command line, configuration, and the verticle that deploys all others.
 *
 * <p>The only room that knows every room; nothing else may depend on it.
 */
package br.com.catalogador.app;
