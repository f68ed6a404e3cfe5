package br.com.catalogador.watch.message;

/**
 * Identifies one open socket of a page; a socket watches one catalog at a time.
 *
 * @param value unique among the sockets of this process
 */
public record WatcherId(String value) {}
