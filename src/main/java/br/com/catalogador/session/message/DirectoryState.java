package br.com.catalogador.session.message;

/**
 * How the sessions of this server stand.
 *
 * @param live sessions with a verticle
 * @param maximum how many there may be
 * @param links how they stand with the broker
 */
public record DirectoryState(int live, int maximum, Store store, Links links) {

  /**
   * How many links to the broker are in which state; those that are being closed are in none.
   *
   * @param away that have been connected and are coming back
   * @param refused whose user the broker does not let in any more
   */
  public record Links(int connecting, int connected, int away, int refused) {
    public static final Links NONE = new Links(0, 0, 0, 0);

    /** How many there are. */
    public int all() {
      return connecting + connected + away + refused;
    }
  }

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
