package br.com.catalogador.bus;

/**
 * A publish/subscribe address with the type of its events.
 *
 * @param name the bus address
 * @param everywhere whether events reach all servers of the cluster, or only the publishing one
 * @param <E> type of the events; deeply immutable
 */
public record Channel<E>(String name, boolean everywhere) {

  /** A channel within each server. */
  public static <E> Channel<E> here(String name) {
    return new Channel<>(name, false);
  }

  /** A channel across all servers. */
  public static <E> Channel<E> everywhere(String name) {
    return new Channel<>(name, true);
  }
}
