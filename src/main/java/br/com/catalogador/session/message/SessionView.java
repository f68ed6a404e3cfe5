package br.com.catalogador.session.message;

/**
 * How a session stands.
 *
 * @param user whose it is
 * @param connection state of his link to the broker
 * @param serverTime broker's clock in epoch seconds
 * @param clockOffsetMillis broker's clock minus this machine's, in milliseconds
 * @param balance his practice balance, or null when the broker lists none
 * @param preferences what he has chosen
 */
public record SessionView(
    User user,
    Connection connection,
    long serverTime,
    long clockOffsetMillis,
    PracticeBalance balance,
    Preferences preferences) {

  /** States of a user's link to the broker. */
  public enum Connection {
    CONNECTING,
    CONNECTED,
    RECONNECTING,
    AUTH_FAILED,
    CLOSED
  }

  /**
   * The balance that is shown; the product neither shows nor uses the real one.
   *
   * @param amount whole currency units
   * @param currency ISO 4217 code
   */
  public record PracticeBalance(double amount, String currency) {}
}
