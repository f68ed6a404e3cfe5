package br.com.catalogador.web.http;

import br.com.catalogador.support.Secret;
import java.time.Duration;

/**
 * The options of the HTTP server.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 for any free one
 * @param publicUrl the URL of the server for browsers, e.g. {@code https://catalogador.exemplo};
 *     empty when they use host and port
 * @param trustedProxies proxies whose forwarding headers are used
 * @param tokenSecret key that signs tokens, at least 32 bytes
 * @param previousTokenSecret previous key, whose tokens are still accepted; null for none
 * @param requestTimeout how long a request may take until it is complete
 * @param idleTimeout how long a connection may transfer nothing, also while a request is in
 *     progress; longer than the 60 s that a request may take
 * @param useInterval how often an open page counts as use of its session; well below the time after
 *     which an unused session is passivated
 * @param simulated whether the broker is the simulator
 * @param logins the ways to log in
 */
public record WebOptions(
    String host,
    int port,
    String publicUrl,
    TrustedProxies trustedProxies,
    Secret tokenSecret,
    Secret previousTokenSecret,
    Duration requestTimeout,
    Duration idleTimeout,
    Duration useInterval,
    boolean simulated,
    LoginWays logins) {
  /** {@code simulated} or {@code live}, as sent to clients. */
  public String mode() {
    return simulated ? "simulated" : "live";
  }
}
