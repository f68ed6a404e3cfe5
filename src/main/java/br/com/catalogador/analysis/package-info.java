/**
 * The workers that catalogue: strategy and statistics on a pool of their own, away from the event
 * loops. Pure computation on what the message brings; no I/O, and no state but who waits.
 */
package br.com.catalogador.analysis;
