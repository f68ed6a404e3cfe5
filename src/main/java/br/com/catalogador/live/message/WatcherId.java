package br.com.catalogador.live.message;

/**
 * One open socket of a page; it watches one catalogue at a time.
 *
 * @param value differs from socket to socket of this process
 */
public record WatcherId(String value) {}
