package br.com.catalogador.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureKindTest {

  @Test
  void noTwoKindsShareABusCode() {
    assertThat(FailureKind.values())
        .extracting(FailureKind::busCode)
        .doesNotHaveDuplicates()
        .hasSize(FailureKind.values().length);
  }

  @ParameterizedTest
  @EnumSource
  void findsAKindByItsBusCode(FailureKind kind) {
    assertThat(FailureKind.ofBusCode(kind.busCode())).contains(kind);
  }

  @Test
  void findsNoKindForAnUnknownBusCode() {
    assertThat(FailureKind.ofBusCode(-1)).isEmpty();
    assertThat(FailureKind.ofBusCode(0)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void codeIsSnakeCase(FailureKind kind) {
    assertThat(kind.code()).matches("[a-z]+(_[a-z]+)*").isEqualToIgnoringCase(kind.name());
  }

  @ParameterizedTest
  @EnumSource
  void statusIsAnHttpError(FailureKind kind) {
    assertThat(kind.httpStatus()).isBetween(400, 599);
  }
}
