/**
 * The operators' HTTP port: health, metrics, log levels, and the gauges of the process. What other
 * packages measure is registered by them; here it is only collected and served.
 *
 * <p>The verticle runs on one event loop; a scrape asks the other packages over the bus.
 */
package br.com.catalogador.app.management;
