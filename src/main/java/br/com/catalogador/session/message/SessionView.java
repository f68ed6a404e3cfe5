package br.com.catalogador.session.message;

import br.com.catalogador.model.User;
import java.time.Instant;
import java.util.List;

/**
 * The state of a session.
 *
 * @param user the session's user
 * @param connection state of the link to the broker
 * @param connectionSince start of that state, by this machine's clock
 * @param serverMillis broker's clock in epoch milliseconds at this view
 * @param clockOffsetMillis broker's clock minus this machine's, in milliseconds
 * @param silentMillis milliseconds since the broker last sent its time; normally about a second
 * @param balance the practice balance; null when the broker lists none
 * @param preferences the user's preferences
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

  /** States of a session's link to the broker. */
  public enum Connection {
    CONNECTING,
    CONNECTED,
    RECONNECTING,
    AUTH_FAILED,
    CLOSED
  }

  /**
   * The practice balance; the product neither shows nor uses the real one.
   *
   * @param amount whole currency units
   * @param currency ISO 4217 code
   */
  public record PracticeBalance(double amount, String currency) {}
}
