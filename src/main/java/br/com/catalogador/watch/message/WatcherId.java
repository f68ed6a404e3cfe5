package br.com.catalogador.watch.message;

/**
 * One open socket of a page; it watches one catalog at a time.
 *
 * @param value differs from socket to socket of this process
 */
public record WatcherId(String value) {}
