/**
 * Computes catalogs and summaries from candles on a pool of worker threads. Only queueing and the
 * calls into {@code strategy} and {@code stats} belong here; fetching candles and writing results
 * do not.
 *
 * <p>The verticle and its queue run on one event loop, the computation on worker threads.
 */
package br.com.catalogador.analysis;
