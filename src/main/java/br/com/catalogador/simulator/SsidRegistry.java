package br.com.catalogador.simulator;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Issues and checks ssids. An ssid contains its user id and a checksum, so ssids of an earlier run
 * stay valid, like those of the real broker; only logged-out ones are stored.
 *
 * <p>Confined to one event loop.
 */
final class SsidRegistry {
  private static final long CHECKSUM_SEED = 0x51AB_17E5L;
  private static final int SSID_LENGTH = 32;

  private final Set<String> ended = new HashSet<>();
  private final Set<String> live = new HashSet<>();
  private long serial;
  private long firstValid;

  SsidRegistry(InstantSource clock) {
    this.serial = clock.millis();
  }

  /**
   * The user with that e-mail address and password; empty if there is none. Neither may be null.
   */
  Optional<SimulatedUser> user(String email, String password) {
    return SimulatedUsers.ofEmail(email)
        .filter(ignored -> password.equals(SimulatedUsers.PASSWORD));
  }

  /** Issues a new ssid for a user. */
  String open(SimulatedUser user) {
    String ssid = ssid(user.id(), serial++);
    live.add(ssid);
    return ssid;
  }

  /** The user of an ssid; empty if the ssid is forged, malformed or logged out. */
  Optional<SimulatedUser> user(String ssid) {
    if (ssid.length() != SSID_LENGTH || ended.contains(ssid)) {
      return Optional.empty();
    }
    try {
      int id = Integer.parseUnsignedInt(ssid, 0, 8, 16);
      long number = Long.parseLong(ssid, 8, 20, 16);
      boolean valid = number >= firstValid && ssid(id, number).equals(ssid);
      return valid ? SimulatedUsers.ofId(id) : Optional.empty();
    } catch (NumberFormatException ignored) {
      return Optional.empty();
    }
  }

  /** Invalidates an ssid. */
  void end(String ssid) {
    if (user(ssid).isPresent()) {
      ended.add(ssid);
      live.remove(ssid);
    }
  }

  /** Number of valid ssids issued by this run of the simulator. */
  int live() {
    return live.size();
  }

  /** Invalidates all ssids issued so far. */
  void expireAll() {
    firstValid = serial;
    live.clear();
  }

  private static String ssid(int id, long number) {
    long checksum = HashMix.of(HashMix.of(CHECKSUM_SEED, id), number) >>> 16;
    return String.format("%08x%012x%012x", id, number, checksum);
  }
}
