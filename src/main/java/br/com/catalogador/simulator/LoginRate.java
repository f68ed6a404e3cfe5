package br.com.catalogador.simulator;

import br.com.catalogador.simulator.LoginFaults.Limit;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** How often each address logged in lately. Belongs to one event loop. */
final class LoginRate {
  private final InstantSource clock;
  private final Map<String, Window> windows = new HashMap<>();

  private record Window(long endMillis, int logins) {}

  LoginRate(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts a login and says how many seconds its address has to wait; 0 when it may log in now.
   *
   * @param limit null for none, which also forgets what was counted
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
