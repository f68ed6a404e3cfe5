package br.com.catalogador.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7",
    "2001:db8:0:1::1, 2001:db8:0:1::/64",
    "2001:db8:0:1:ffff:ffff:ffff:ffff, 2001:db8:0:1::/64",
    "2001:DB8::1, 2001:db8::/64",
    "2001:db8:0:2::1, 2001:db8:0:2::/64",
    "fe80::1%2, fe80::/64",
    "::1, ::/64",
    "::ffff:203.0.113.7, 203.0.113.7",
    "unknown, unknown"
  })
  void networkIsTheIpv4AddressOrTheIpv6Prefix(String address, String network) {
    assertThat(new ClientAddress(address, false).network()).isEqualTo(network);
  }
}
