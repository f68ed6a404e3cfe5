/**
 * HTTP: one class per route, the login tokens, the pages, and how results are written.
 *
 * <p>Knows the event bus and its messages, never the broker. Nothing here computes a result.
 */
package br.com.catalogador.web;
