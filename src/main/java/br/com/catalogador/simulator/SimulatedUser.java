package br.com.catalogador.simulator;

import java.math.BigDecimal;

/**
 * A customer of the simulated broker.
 *
 * @param id the broker's number of him
 * @param currency of both balances
 * @param real what he has in real money
 * @param practice what he has to practise with
 * @param secondFactor whether his login asks for a code as well
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

  /** The number of his balance of a type, {@link #REAL} or {@link #PRACTICE}. */
  long balanceId(int type) {
    return id * 10L + type;
  }
}
