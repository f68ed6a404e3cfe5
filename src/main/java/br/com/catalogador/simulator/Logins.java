package br.com.catalogador.simulator;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who is logged in. An ssid tells its user's number under a seal, so those of an earlier run of the
 * simulator stay good, as the true broker's do; only the ones logged out are remembered.
 *
 * <p>Belongs to one event loop.
 */
final class Logins {
  private static final long SEAL = 0x51AB_17E5L;
  private static final int SSID_LENGTH = 32;

  private final Set<String> ended = new HashSet<>();
  private long serial;

  Logins(InstantSource clock) {
    this.serial = clock.millis();
  }

  /** The user with that address and password; empty when there is none. Neither may be null. */
  Optional<SimulatedUser> user(String email, String password) {
    return SimulatedUsers.ofEmail(email).filter(user -> password.equals(SimulatedUsers.PASSWORD));
  }

  /** A new ssid for a user. */
  String open(SimulatedUser user) {
    return ssid(user.id(), (int) serial++);
  }

  /** The user whom an ssid stands for; empty when it is forged, malformed or logged out. */
  Optional<SimulatedUser> user(String ssid) {
    if (ssid.length() != SSID_LENGTH || ended.contains(ssid)) {
      return Optional.empty();
    }
    try {
      int id = Integer.parseUnsignedInt(ssid, 0, 8, 16);
      int number = Integer.parseUnsignedInt(ssid, 8, 16, 16);
      return ssid(id, number).equals(ssid) ? SimulatedUsers.ofId(id) : Optional.empty();
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  /** Makes an ssid useless from now on. */
  void end(String ssid) {
    if (user(ssid).isPresent()) {
      ended.add(ssid);
    }
  }

  private static String ssid(int id, int number) {
    return String.format("%08x%08x%016x", id, number, Mix.of(Mix.of(SEAL, id), number));
  }
}
