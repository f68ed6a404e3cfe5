package br.com.catalogador.simulator;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All users. A user's name and balances are derived from the id. */
public final class SimulatedUsers {
  public static final String PASSWORD = "demo-1234";
  public static final String DEMO = "demo@catalogador.local";
  public static final String DEMO_2FA = "demo-2fa@catalogador.local";

  /** Number of load test users, {@code user0} to {@code user<LOAD_USERS - 1>}. */
  public static final int LOAD_USERS = 20_000;

  private static final Pattern LOAD_USER_EMAIL =
      Pattern.compile("user(0|[1-9]\\d{0,4})@catalogador.local");
  private static final int DEMO_ID = 1_002;
  private static final int DEMO_2FA_ID = 1_003;
  private static final int FIRST_LOAD_USER_ID = 100_000;
  private static final long SEED = 77;

  private static final String[] FIRST_NAMES = {
    "Ana", "Bruno", "Camila", "Diego", "Elisa", "Felipe", "Gabriela", "Heitor", "Isabela", "João",
    "Karina", "Lucas", "Marina", "Nicolas", "Olívia", "Paulo", "Rafaela", "Samuel", "Tatiana",
        "Vítor"
  };
  private static final String[] LAST_NAMES = {
    "Almeida",
    "Barbosa",
    "Cardoso",
    "Duarte",
    "Esteves",
    "Ferreira",
    "Gomes",
    "Henriques",
    "Lima",
    "Macedo",
    "Nogueira",
    "Oliveira",
    "Pereira",
    "Queiroz",
    "Ribeiro",
    "Souza",
    "Teixeira"
  };
  private static final String[] CURRENCIES = {"USD", "BRL", "EUR"};

  private SimulatedUsers() {}

  /** The user of an e-mail address, case-insensitive; empty if there is none. */
  static Optional<SimulatedUser> ofEmail(String email) {
    String address = email.toLowerCase(Locale.ROOT);
    if (address.equals(DEMO)) {
      return ofId(DEMO_ID);
    }
    if (address.equals(DEMO_2FA)) {
      return ofId(DEMO_2FA_ID);
    }
    Matcher matcher = LOAD_USER_EMAIL.matcher(address);
    return matcher.matches()
        ? ofId(FIRST_LOAD_USER_ID + Integer.parseInt(matcher.group(1)))
        : Optional.empty();
  }

  /** The user of an id; empty if there is none. */
  static Optional<SimulatedUser> ofId(int id) {
    int index = id - FIRST_LOAD_USER_ID;
    if (id == DEMO_ID) {
      return Optional.of(user(id, DEMO, "Demo", "Catalogador", false));
    }
    if (id == DEMO_2FA_ID) {
      return Optional.of(user(id, DEMO_2FA, "Demo", "Segundo Fator", true));
    }
    if (index < 0 || index >= LOAD_USERS) {
      return Optional.empty();
    }
    String first = FIRST_NAMES[index % FIRST_NAMES.length];
    // The index makes every full name unique.
    String last = LAST_NAMES[index / FIRST_NAMES.length % LAST_NAMES.length] + " " + index;
    return Optional.of(user(id, "user" + index + "@catalogador.local", first, last, false));
  }

  private static SimulatedUser user(
      int id, String email, String firstName, String lastName, boolean secondFactor) {
    return new SimulatedUser(
        id,
        email,
        firstName,
        lastName,
        CURRENCIES[id % CURRENCIES.length],
        BigDecimal.valueOf(HashMix.below(500_000, SEED, 2L * id), 2),
        // Whole units from the id and cents from a hash, so that no two users have the same amount.
        BigDecimal.valueOf(10_000_00L + 100L * id + HashMix.below(100, SEED, 2L * id + 1), 2),
        secondFactor);
  }
}
