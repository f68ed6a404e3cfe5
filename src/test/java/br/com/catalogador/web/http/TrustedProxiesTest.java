package br.com.catalogador.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1, true",
    "10.0.0.1, 10.0.0.2, false",
    "10.1.0.0/16, 10.1.255.255, true",
    "10.1.0.0/16, 10.2.0.0, false",
    "10.1.2.3/8, 10.9.9.9, true",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "fd00::/8, fd12:3456::1, true",
    "fd00::/8, fe80::1, false",
    "fc00::/7, fdff:ffff::1, true",
    "fc00::/7, fe80::1, false",
    "fc00::/7, fe00::1, false",
    "fe80::/10, fec0::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "2001:db8::/127, 2001:db8::1, true",
    "2001:db8::/127, 2001:db8::2, false",
    "::/0, fe80::1, true",
    "::/0, 10.0.0.1, false",
    "127.0.0.1, localhost, false",
    "127.0.0.1, '', false"
  })
  void trustsAnAddressItselfOrByItsNetwork(String network, String address, boolean trusted) {
    assertThat(TrustedProxies.of(List.of("192.0.2.7", network)).contains(address))
        .isEqualTo(trusted);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "''"})
  void trustsNoAddressWithoutTrustedProxies(String address) {
    assertThat(TrustedProxies.of(List.of()).contains(address)).isFalse();
  }
}
