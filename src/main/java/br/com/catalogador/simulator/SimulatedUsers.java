package br.com.catalogador.simulator;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everyone who can log in. A user's name and balances follow from his number alone. */
public final class SimulatedUsers {
  public static final String PASSWORD = "demo-1234";
  public static final String DEMO = "demo@catalogador.local";
  public static final String DEMO_2FA = "demo-2fa@catalogador.local";

  /** How many users there are for load: {@code user0} up to one less. */
  public static final int CROWD = 20_000;

  private static final Pattern CROWD_EMAIL =
      Pattern.compile("user(0|[1-9]\\d{0,4})@catalogador.local");
  private static final int DEMO_ID = 1_002;
  private static final int DEMO_2FA_ID = 1_003;
  private static final int FIRST_OF_CROWD = 100_000;
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

  /** The user of an address, in any case; empty when nobody has it. */
  static Optional<SimulatedUser> ofEmail(String email) {
    String address = email.toLowerCase(Locale.ROOT);
    if (address.equals(DEMO)) {
      return ofId(DEMO_ID);
    }
    if (address.equals(DEMO_2FA)) {
      return ofId(DEMO_2FA_ID);
    }
    Matcher matcher = CROWD_EMAIL.matcher(address);
    return matcher.matches()
        ? ofId(FIRST_OF_CROWD + Integer.parseInt(matcher.group(1)))
        : Optional.empty();
  }

  /** The user of a number; empty when nobody has it. */
  static Optional<SimulatedUser> ofId(int id) {
    int index = id - FIRST_OF_CROWD;
    if (id == DEMO_ID) {
      return Optional.of(user(id, DEMO, "Demo", "Catalogador", false));
    }
    if (id == DEMO_2FA_ID) {
      return Optional.of(user(id, DEMO_2FA, "Demo", "Segundo Fator", true));
    }
    if (index < 0 || index >= CROWD) {
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
        // Whole units from the number, cents from chance: no two users have the same.
        BigDecimal.valueOf(10_000_00L + 100L * id + HashMix.below(100, SEED, 2L * id + 1), 2),
        secondFactor);
  }
}
