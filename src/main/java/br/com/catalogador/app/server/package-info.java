/**
 * Starts and stops the server: the Vert.x instance, alone or clustered, and the verticle that
 * deploys all others in order. Wiring only; business rules belong to the package that does the
 * work.
 *
 * <p>{@code MainVerticle} runs on one event loop; files are read on worker threads.
 */
package br.com.catalogador.app.server;
