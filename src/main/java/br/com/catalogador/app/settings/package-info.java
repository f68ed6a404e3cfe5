/**
 * The configuration: reads file, environment and command line, checks every key, and reports all
 * mistakes at once. Each package defines its own options record; this package reads and checks the
 * values.
 *
 * <p>Used once at start, on the main thread.
 */
package br.com.catalogador.app.settings;
