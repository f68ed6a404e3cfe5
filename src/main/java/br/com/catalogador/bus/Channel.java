package br.com.catalogador.bus;

/**
 * Where something is told to whoever listens, by nobody in particular to nobody in particular.
 *
 * @param name the bus address
 * @param <E> what is told; deeply immutable
 */
public record Channel<E>(String name) {}
