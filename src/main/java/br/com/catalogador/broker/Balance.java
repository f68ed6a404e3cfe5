package br.com.catalogador.broker;

/**
 * One of a user's balances.
 *
 * @param type {@link #REAL} or {@link #PRACTICE}; other numbers exist (tournaments)
 * @param amount whole currency units, e.g. 10000.0
 * @param currency ISO 4217 code
 */
public record Balance(int type, double amount, String currency) {
  public static final int REAL = 1;
  public static final int PRACTICE = 4;
}
