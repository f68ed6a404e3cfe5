package br.com.catalogador.bus;

/**
 * Tells that a server belongs to the cluster no more: it has stopped, died, or cannot be reached.
 *
 * @param server as in {@link Cluster#self}
 */
public record ServerLeft(String server) {}
