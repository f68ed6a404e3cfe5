package br.com.catalogador.web.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The proxies whose forwarding headers are trusted, by address or network. Immutable. */
public final class TrustedProxies {
  private final Set<String> networks;
  private final List<IpSubnetFilterRule> rules;

  private TrustedProxies(Collection<String> networks) {
    this.networks = Set.copyOf(networks);
    this.rules = this.networks.stream().map(TrustedProxies::rule).toList();
  }

  /**
   * @param networks such as {@code 10.0.0.1}, {@code 10.0.0.0/8} or {@code ::1}; not host names,
   *     because trust must not depend on DNS
   * @throws IllegalArgumentException for anything else
   */
  public static TrustedProxies of(Collection<String> networks) {
    return new TrustedProxies(networks);
  }

  private static IpSubnetFilterRule rule(String network) {
    int slash = network.indexOf('/');
    InetAddress address =
        NetUtil.createInetAddressFromIpAddressString(
            slash < 0 ? network : network.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException(network);
    }
    int bits =
        slash < 0
            ? address.getAddress().length * Byte.SIZE
            : Integer.parseInt(network.substring(slash + 1));
    return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
  }

  /** Whether this is the address of a trusted proxy; false for text that is no address. */
  boolean contains(String address) {
    InetAddress given = NetUtil.createInetAddressFromIpAddressString(address);
    return given != null
        && rules.stream().anyMatch(rule -> rule.matches(new InetSocketAddress(given, 0)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrustedProxies that && networks.equals(that.networks);
  }

  @Override
  public int hashCode() {
    return networks.hashCode();
  }

  @Override
  public String toString() {
    return networks.toString();
  }
}
