package br.com.catalogador.web.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who is at the other end of a request, behind the proxies that are trusted.
 *
 * @param address network address; the nearest one that no trusted proxy stands behind
 * @param encrypted whether the client speaks TLS, to this server or to a trusted proxy
 */
public record ClientAddress(String address, boolean encrypted) {
  private static final int BYTES_OF_A_NETWORK = 8;

  /**
   * What limits count by: the address itself, of IPv6 its /64, since every customer has one of
   * those and 2^64 addresses in it.
   *
   * @return for example {@code 203.0.113.7} or {@code 2001:db8:0:1::/64}; what is no address is
   *     returned as it is
   */
  public String network() {
    // An IPv4 address written as IPv6 (::ffff:203.0.113.7) is that IPv4 address.
    InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(address);
    if (!(parsed instanceof Inet6Address)) {
      return parsed == null ? address : parsed.getHostAddress();
    }
    byte[] bytes = parsed.getAddress();
    Arrays.fill(bytes, BYTES_OF_A_NETWORK, bytes.length, (byte) 0);
    return NetUtil.bytesToIpAddress(bytes) + "/64";
  }

  public static ClientAddress of(HttpServerRequest request, TrustedProxies trustedProxies) {
    String peer = request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    if (!trustedProxies.contains(peer)) {
      return new ClientAddress(peer, request.isSSL());
    }
    return new ClientAddress(
        fromTheRight(request, "X-Forwarded-For")
            .filter(hop -> !trustedProxies.contains(hop))
            .findFirst()
            .orElse(peer),
        request.isSSL()
            || fromTheRight(request, "X-Forwarded-Proto")
                .findFirst()
                .filter("https"::equalsIgnoreCase)
                .isPresent());
  }

  /**
   * A header's values, the nearest proxy's first: what stands further left, or in an earlier line
   * of the same name, a client may have written himself.
   */
  private static Stream<String> fromTheRight(HttpServerRequest request, String name) {
    List<String> values =
        Arrays.asList(String.join(",", request.headers().getAll(name)).split(","));
    Collections.reverse(values);
    return values.stream().map(String::trim).filter(value -> !value.isEmpty());
  }
}
