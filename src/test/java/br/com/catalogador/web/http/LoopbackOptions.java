package br.com.catalogador.web.http;

import br.com.catalogador.support.Secret;
import java.time.Duration;
import java.util.Set;

/** Options of an HTTP server for tests: any free port of 127.0.0.1, no proxy, the simulator. */
public final class LoopbackOptions {
  private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");

  private LoopbackOptions() {}

  /** The durations are those of {@link WebOptions}. */
  public static WebOptions of(Duration requestTimeout, Duration idleTimeout, Duration useInterval) {
    return new WebOptions(
        "127.0.0.1",
        0,
        "",
        TrustedProxies.of(Set.of()),
        SECRET,
        null,
        requestTimeout,
        idleTimeout,
        useInterval,
        true,
        LoginWays.PASSWORD_ONLY);
  }
}
