package br.com.catalogador.bus;

/**
 * A server has left the cluster: it was stopped, crashed, or cannot be reached.
 *
 * @param server as in {@link Cluster#self}
 */
public record ServerLeft(String server) {}
