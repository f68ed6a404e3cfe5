package br.com.catalogador.session.message;

/**
 * How the sessions of this server stand.
 *
 * @param live sessions with a verticle
 * @param maximum how many there may be
 */
public record DirectoryState(int live, int maximum, Store store) {

  /** How the store of their records does. */
  public enum Store {
    /** Records are kept in memory alone, as configured. */
    MEMORY,
    /** Redis keeps them. */
    UP,
    /** Redis answers and takes no writes; records are kept in memory until it does. */
    DEGRADED,
    /** There is no connection to Redis; records are kept in memory until there is. */
    DOWN
  }
}
