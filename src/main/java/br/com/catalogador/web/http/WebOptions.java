package br.com.catalogador.web.http;

import br.com.catalogador.support.Secret;
import java.time.Duration;

/**
 * What the HTTP server needs to know.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes any free one
 * @param publicUrl how the outside reaches the server, e.g. {@code https://catalogador.exemplo};
 *     empty when it is reached as it listens
 * @param tokenSecret key that signs tokens, at least 32 bytes
 * @param previousTokenSecret key that has signed tokens which may still be good; null for none
 * @param requestTimeout how long a request may take to come, whole
 * @param idleTimeout how long nothing may move on a connection, a request under way or not; longer
 *     than the 60 s that a request may take
 * @param touch how often an open page counts as use of its session; well below the time after which
 *     an unused session rests
 * @param simulated whether prices are made up
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
    Duration touch,
    boolean simulated) {
  /** {@code simulated} or {@code live}, as clients see it. */
  public String mode() {
    return simulated ? "simulated" : "live";
  }
}
