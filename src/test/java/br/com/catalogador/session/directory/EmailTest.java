package br.com.catalogador.session.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ana@Example.com",
        " Ana@Example.com\t",
        "\u00a0Ana@Example.com\u3000",
        "\u2003Ana@Example.com",
        "Ａna@Example．com",
        "\uff21na\uff20Example.com"
      })
  void normalizesEverySpellingToTheSameAccount(String spelling) {
    Email email = Email.of(spelling);

    assertThat(email.address()).isEqualTo("Ana@Example.com");
    assertThat(email.account()).isEqualTo("ana@example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ana",
        "@",
        "ana@",
        "@example.com",
        "a@b@c",
        "ana maria@example.com",
        "ana\u00a0maria@example.com",
        "ana\u200b@example.com",
        "ana\u0000@example.com",
        "anà@example.com",
        "аna@example.com"
      })
  void rejectsImpossibleAddressesWithoutRepeatingThem(String spelling) {
    Failure refusal = catchThrowableOfType(Failure.class, () -> Email.of(spelling));

    assertThat(refusal.kind()).isEqualTo(FailureKind.INVALID_PARAMETER);
    assertThat(refusal.facts().getMap())
        .containsOnlyKeys("field", "got", "expected")
        .containsEntry("field", "email")
        .containsEntry("got", "something else");
  }

  @Test
  void acceptsHostsWithoutADot() {
    assertThat(Email.of("a@b").account()).isEqualTo("a@b");
  }
}
