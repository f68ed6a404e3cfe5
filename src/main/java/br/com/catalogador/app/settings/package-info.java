/**
 * The configuration: reads file, environment and command line, checks every key, and reports all
 * mistakes at once. What a key means for a package is an options record of that package; here it is
 * only read and checked.
 *
 * <p>Used once at start, on the main thread.
 */
package br.com.catalogador.app.settings;
