package br.com.catalogador.web;

import br.com.catalogador.bus.Secret;
import java.time.Duration;
import java.util.Set;

/**
 * What the HTTP server needs to know.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes any free one
 * @param publicUrl how the outside reaches the server, e.g. {@code https://catalogador.exemplo};
 *     empty when it is reached as it listens
 * @param trustedProxies addresses whose forwarding headers are believed
 * @param tokenSecret key that signs tokens, at least 32 bytes
 * @param previousTokenSecret key that has signed tokens which may still be good; null for none
 * @param requestTimeout how long a request may take to come, whole
 * @param idleTimeout how long nothing may move on a connection; longer than the 25 s between the
 *     signs of life of a page's socket
 * @param simulated whether prices are made up
 */
public record WebOptions(
    String host,
    int port,
    String publicUrl,
    Set<String> trustedProxies,
    Secret tokenSecret,
    Secret previousTokenSecret,
    Duration requestTimeout,
    Duration idleTimeout,
    boolean simulated) {
  public WebOptions {
    trustedProxies = Set.copyOf(trustedProxies);
  }

  /** {@code simulated} or {@code live}, as clients see it. */
  String mode() {
    return simulated ? "simulated" : "live";
  }
}
