package br.com.catalogador.simulator;

import br.com.catalogador.simulator.LoginFaults.Limit;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Rate limit of logins per address, with fixed windows. Confined to one event loop. */
final class LoginRateLimit {
  private final InstantSource clock;
  private final Map<String, Window> windows = new HashMap<>();

  private record Window(long endMillis, int logins) {}

  LoginRateLimit(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts a login.
   *
   * @param limit null for no limit, which also resets all counts
   * @return seconds until the address may log in; 0 if it may now
   */
  long secondsToWait(String address, Limit limit) {
    if (limit == null) {
      windows.clear();
      return 0;
    }
    long now = clock.millis();
    Window window = windows.get(address);
    if (window == null || window.endMillis <= now) {
      window = new Window(now + limit.seconds() * 1_000L, 0);
    }
    windows.put(address, new Window(window.endMillis, window.logins + 1));
    return window.logins < limit.logins() ? 0 : (window.endMillis - now + 999) / 1_000;
  }
}
