package br.com.catalogador.simulator;

import java.math.BigDecimal;

/**
 * A user of the simulated broker.
 *
 * @param id the broker's user id
 * @param currency currency of both balances
 * @param real amount of the real balance
 * @param practice amount of the practice balance
 * @param secondFactor whether the login requires a code
 */
record SimulatedUser(
    int id,
    String email,
    String firstName,
    String lastName,
    String currency,
    BigDecimal real,
    BigDecimal practice,
    boolean secondFactor) {
  static final int REAL = 1;
  static final int PRACTICE = 4;

  /** The id of the balance of a type, {@link #REAL} or {@link #PRACTICE}. */
  long balanceId(int type) {
    return id * 10L + type;
  }
}
