package br.com.catalogador.bus;

/**
 * Where something is told to whoever listens, by nobody in particular to nobody in particular.
 *
 * @param name the bus address
 * @param everywhere whether it is heard on all servers of the cluster, not only on the one where it
 *     is told
 * @param <E> what is told; deeply immutable
 */
public record Channel<E>(String name, boolean everywhere) {

  /** Of what is told for this server alone. */
  public static <E> Channel<E> here(String name) {
    return new Channel<>(name, false);
  }

  /** Of what is told for all servers. */
  public static <E> Channel<E> everywhere(String name) {
    return new Channel<>(name, true);
  }
}
