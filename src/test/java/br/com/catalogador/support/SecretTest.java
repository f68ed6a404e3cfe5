package br.com.catalogador.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  private static final Secret SECRET = new Secret("demo-1234");

  private record Holder(String name, Secret password) {}

  @Test
  void isNeverPrinted() {
    assertThat(SECRET).hasToString("***");
    assertThat("password " + SECRET).isEqualTo("password ***");
    assertThat(String.format("%s", SECRET)).isEqualTo("***");
    assertThat(new Holder("demo", SECRET)).hasToString("Holder[name=demo, password=***]");
  }

  @Test
  void isEqualToTheSameTextOnly() {
    assertThat(SECRET)
        .isEqualTo(new Secret("demo-1234"))
        .hasSameHashCodeAs(new Secret("demo-1234"));
    assertThat(SECRET).isNotEqualTo(new Secret("demo-1235")).isNotEqualTo(new Secret("demo-123"));
    assertThat(SECRET).isNotEqualTo("demo-1234");
  }

  @Test
  void keepsEveryCharacter() {
    Secret accented = new Secret("sênha ");
    assertThat(accented.value()).isEqualTo("sênha ");
    assertThat(accented.bytes()).hasSize(7);
  }
}
