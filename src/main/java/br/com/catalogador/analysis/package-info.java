/**
 * Computes catalogs and summaries from candles on a pool of worker threads. Only queueing and the
 * call into {@code strategy} and {@code stats} belong here; reading candles and writing results do
 * not.
 *
 * <p>The verticle and its queue run on one event loop, the computation itself on worker threads.
 */
package br.com.catalogador.analysis;
