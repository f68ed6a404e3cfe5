package br.com.catalogador.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Who is at the other end of a request, behind the proxies that are trusted.
 *
 * @param address network address; the nearest one that no trusted proxy stands behind
 * @param encrypted whether the client speaks TLS, to this server or to a trusted proxy
 */
record Client(String address, boolean encrypted) {

  static Client of(HttpServerRequest request, Set<String> trustedProxies) {
    String peer = request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    if (!trustedProxies.contains(peer)) {
      return new Client(peer, request.isSSL());
    }
    return new Client(
        forwardedFor(request.getHeader("X-Forwarded-For"), peer, trustedProxies),
        request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
  }

  /** Read from the right: what stands further left a client may have written himself. */
  private static String forwardedFor(String header, String peer, Set<String> trustedProxies) {
    if (header == null) {
      return peer;
    }
    List<String> hops = Arrays.asList(header.split(","));
    Collections.reverse(hops);
    return hops.stream()
        .map(String::trim)
        .filter(hop -> !hop.isEmpty() && !trustedProxies.contains(hop))
        .findFirst()
        .orElse(peer);
  }
}
