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
final class SsidRegistry {
  private static final long SEAL = 0x51AB_17E5L;
  private static final int SSID_LENGTH = 32;

  private final Set<String> ended = new HashSet<>();
  private final Set<String> live = new HashSet<>();
  private long serial;
  private long firstValid;

  SsidRegistry(InstantSource clock) {
    this.serial = clock.millis();
  }

  /** The user with that address and password; empty when there is none. Neither may be null. */
  Optional<SimulatedUser> user(String email, String password) {
    return SimulatedUsers.ofEmail(email).filter(user -> password.equals(SimulatedUsers.PASSWORD));
  }

  /** A new ssid for a user. */
  String open(SimulatedUser user) {
    String ssid = ssid(user.id(), serial++);
    live.add(ssid);
    return ssid;
  }

  /** The user whom an ssid stands for; empty when it is forged, malformed or logged out. */
  Optional<SimulatedUser> user(String ssid) {
    if (ssid.length() != SSID_LENGTH || ended.contains(ssid)) {
      return Optional.empty();
    }
    try {
      int id = Integer.parseUnsignedInt(ssid, 0, 8, 16);
      long number = Long.parseLong(ssid, 8, 20, 16);
      boolean valid = number >= firstValid && ssid(id, number).equals(ssid);
      return valid ? SimulatedUsers.ofId(id) : Optional.empty();
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  /** Makes an ssid useless from now on. */
  void end(String ssid) {
    if (user(ssid).isPresent()) {
      ended.add(ssid);
      live.remove(ssid);
    }
  }

  /** How many ssids were given by this run of the simulator and are still good. */
  int live() {
    return live.size();
  }

  /** Makes every ssid useless that was given until now. */
  void expireAll() {
    firstValid = serial;
    live.clear();
  }

  private static String ssid(int id, long number) {
    long seal = HashMix.of(HashMix.of(SEAL, id), number) >>> 16;
    return String.format("%08x%012x%012x", id, number, seal);
  }
}
