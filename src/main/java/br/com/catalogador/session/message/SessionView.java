package br.com.catalogador.session.message;

import br.com.catalogador.model.User;
import java.time.Instant;
import java.util.List;

/**
 * How a session stands.
 *
 * @param user whose it is
 * @param connection state of his link to the broker
 * @param connectionSince since when the link is in that state, by this machine's clock
 * @param serverMillis broker's clock in epoch milliseconds when this was made
 * @param clockOffsetMillis broker's clock minus this machine's, in milliseconds
 * @param silentMillis milliseconds since the broker last told its time; about a second while all is
 *     well
 * @param balance his practice balance, or null when the broker lists none
 * @param preferences what he has chosen
 * @param devices the tokens that open the session, oldest first
 */
public record SessionView(
    User user,
    Connection connection,
    Instant connectionSince,
    long serverMillis,
    long clockOffsetMillis,
    long silentMillis,
    PracticeBalance balance,
    Preferences preferences,
    List<LoginToken> devices) {
  public SessionView {
    devices = List.copyOf(devices);
  }

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
