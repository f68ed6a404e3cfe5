package br.com.catalogador.candle.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceTest {
  @ParameterizedTest
  @ValueSource(strings = {"pt", "es"})
  void everyLanguageHasEverySentenceWithItsPlaceholders(String language) throws IOException {
    Properties english = texts("");
    Properties other = texts("_" + language);

    assertThat(other.keySet()).isEqualTo(english.keySet());
    for (String key : english.stringPropertyNames()) {
      assertThat(placeholders(other.getProperty(key)))
          .as(key)
          .isEqualTo(placeholders(english.getProperty(key)));
    }
  }

  @Test
  void isInTheReadersLanguageWithItsParts() {
    Sentence sentence =
        Sentence.of(
            "bad", Sentence.of("line", "3"), "open", "\"x\"", Sentence.of("expected.price"));

    assertThat(sentence.in(Locale.forLanguageTag("pt-BR")))
        .isEqualTo("linha 3: open é \"x\", esperado um número");
    assertThat(sentence.in(Locale.forLanguageTag("es")))
        .isEqualTo("línea 3: open es \"x\", se esperaba un número");
    assertThat(sentence.in(Locale.FRENCH)).isEqualTo(sentence.toString());
    assertThat(sentence).hasToString("line 3: open is \"x\", expected a finite number");
  }

  private static Properties texts(String suffix) throws IOException {
    Properties texts = new Properties();
    try (Reader in =
        new InputStreamReader(
            SentenceTest.class.getResourceAsStream("/candle-files" + suffix + ".properties"),
            StandardCharsets.UTF_8)) {
      texts.load(in);
    }
    return texts;
  }

  private static Set<String> placeholders(String text) {
    return Pattern.compile("\\{\\d")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
