package br.com.catalogador.session.message;

import java.util.List;

/**
 * The state of the sessions of this server.
 *
 * @param live sessions with a verticle
 * @param maximum limit of sessions with a verticle
 * @param storeReason why the store is DEGRADED or DOWN, in the words of Redis if it said any; else
 *     empty
 * @param links the states of their broker links
 * @param failing the names of requests most of which the broker has failed within the last minute
 */
public record DirectoryState(
    int live, int maximum, Store store, String storeReason, Links links, List<String> failing) {
  public DirectoryState {
    failing = List.copyOf(failing);
  }

  /**
   * The number of broker links by state, without those that are being closed.
   *
   * @param away links that are reconnecting
   * @param refused links whose session id the broker has refused for good
   */
  public record Links(int connecting, int connected, int away, int refused) {
    public static final Links NONE = new Links(0, 0, 0, 0);

    /** The number of links in all states. */
    public int all() {
      return connecting + connected + away + refused;
    }
  }

  /** The state of the session store. */
  public enum Store {
    /** Records are stored in memory only, as configured. */
    MEMORY,
    /** Records are stored in Redis. */
    UP,
    /** Redis answers but refuses writes; records are held in memory until it accepts them. */
    DEGRADED,
    /** Redis cannot be reached; records are held in memory until it can. */
    DOWN
  }
}
