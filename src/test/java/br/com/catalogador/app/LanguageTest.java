package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "x.yaml:3: http.port: \"a\" is not a whole number from 0 to 65535"
            + " | x.yaml:3: http.port: \"a\" não é um número inteiro de 0 a 65535",
        "environment CATALOGADOR_X: unknown key, did you mean CATALOGADOR_Y?"
            + " | ambiente CATALOGADOR_X: chave desconhecida; seria CATALOGADOR_Y?",
        "line 3: at is \"x\", expected milliseconds from 0"
            + " | linha 3: at é \"x\", esperado milissegundos a partir de 0",
        "expected 60, 300 or M5, not M2 | esperado 60, 300 ou M5, não M2",
        "something new | something new",
        "$1 \\ | $1 \\"
      })
  void translatesASentenceAndItsParts(String english, String portuguese) {
    assertThat(Language.PT.translate(english)).isEqualTo(portuguese);
    assertThat(Language.EN.translate(english)).isEqualTo(english);
  }

  @Test
  void translatesEachLineOfAMessage() {
    assertThat(Language.PT.translate("x: unknown key\ny: unknown key"))
        .isEqualTo("x: chave desconhecida\ny: chave desconhecida");
  }

  @Test
  void everySentenceKeepsItsPlaceholders() throws IOException {
    List<String> lines =
        new String(
                LanguageTest.class.getResourceAsStream("/sentences_pt.txt").readAllBytes(),
                StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    for (int i = 0; i < lines.size(); i += 2) {
      assertThat(lines.get(i)).doesNotStartWith(" ");
      assertThat(lines.get(i + 1)).startsWith("  ");
      assertThat(placeholders(lines.get(i)))
          .as(lines.get(i))
          .containsAll(placeholders(lines.get(i + 1)));
    }
  }

  @Test
  void bothLanguagesHaveTheSameTextsOfTheirOwn() {
    for (String key : Language.PT.bundle().keySet()) {
      if (key.matches("(checkBroker|config|history|hours|matrix|simulate|table)\\..*|meant")) {
        assertThat(placeholders(Language.EN.bundle().getString(key)))
            .as(key)
            .isEqualTo(placeholders(Language.PT.bundle().getString(key)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"--lang en,EN", "--lang=en,EN", "catalog --lang en,EN", "catalog,PT", "--lang pt,PT"})
  void isChosenAnywhereInTheLine(String line, Language expected) {
    assertThat(Language.of(line.split(" "))).isEqualTo(expected);
  }

  private static Set<String> placeholders(String text) {
    return Pattern.compile("\\{\\d}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
