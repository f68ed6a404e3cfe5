package br.com.catalogador.redis;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
  @Test
  void printsNoCredentials() {
    assertThat(new RedisAddress(new Secret("rediss://ana:s3cr3t@db.example/3"), ""))
        .hasToString("rediss://db.example:6379/3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://127.0.0.1",
        "redis://:p%40ss@redis.example:6380",
        "rediss://user:pass@redis.example:6380/15",
        "redis://[::1]:6379/"
      })
  void acceptsAddresses(String url) {
    assertThat(RedisAddress.isUrl(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:6379",
        "http://127.0.0.1",
        "redis://",
        "redis://a b",
        "redis://host/name",
        "redis://host?password=x"
      })
  void refusesOtherTexts(String url) {
    assertThat(RedisAddress.isUrl(url)).isFalse();
  }
}
