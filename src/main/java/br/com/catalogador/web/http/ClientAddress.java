package br.com.catalogador.web.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network address of a request's client, as reported by the trusted proxies.
 *
 * @param address the nearest address that is not a trusted proxy
 * @param encrypted whether the client speaks TLS, to this server or to a trusted proxy
 */
public record ClientAddress(String address, boolean encrypted) {
  private static final String KEY = ClientAddress.class.getName();
  private static final int BYTES_OF_A_NETWORK = 8;

  /**
   * The key of limits per network: an IPv4 address, or the /64 network of an IPv6 address, because
   * providers assign each customer a whole /64.
   *
   * @return for example {@code 203.0.113.7} or {@code 2001:db8:0:1::/64}; text that is no address
   *     is returned unchanged
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

  /** The address that {@link RequestIds} has attached to a request. */
  public static ClientAddress of(RoutingContext context) {
    return context.get(KEY);
  }

  void attachTo(RoutingContext context) {
    context.put(KEY, this);
  }

  static ClientAddress of(HttpServerRequest request, TrustedProxies trustedProxies) {
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
   * The values of a header from right to left: the nearest proxy appends its value at the right,
   * and those further left may have been written by the client.
   */
  private static Stream<String> fromTheRight(HttpServerRequest request, String name) {
    List<String> values =
        Arrays.asList(String.join(",", request.headers().getAll(name)).split(","));
    Collections.reverse(values);
    return values.stream().map(String::trim).filter(value -> !value.isEmpty());
  }
}
