package br.com.catalogador.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckTextsTest {
  private static final CheckTexts TEXTS = CheckTexts.load();

  static Stream<String> findings() {
    return Stream.concat(
        Stream.of(Diagnosis.values()).map(Diagnosis::code),
        Stream.of(Finding.Kind.values()).map(Finding.Kind::code));
  }

  @ParameterizedTest
  @MethodSource("findings")
  void everyFindingHasAMeaningAndAnActionAlsoInTheDocument(String code) throws IOException {
    String document = Files.readString(Path.of("docs/primeiro-login.md")).replace("`", "");

    assertThat(document)
        .contains("| %s | %s | %s |".formatted(code, TEXTS.means(code), TEXTS.action(code)));
  }

  static Stream<String> names() {
    return Stream.concat(
        Stream.of(Step.values()).map(step -> "step." + step.code()),
        Stream.of(Outcome.values()).map(outcome -> "outcome." + outcome.code()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyStepAndOutcomeHasAName(String key) {
    assertThat(TEXTS.text(key)).isNotEqualTo(key);
  }
}
