package br.com.catalogador.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextsTest {
  private static final Texts TEXTS = Texts.load();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

  /** Claims that no text may make: certain profit, or artificial intelligence. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "(?iu:garantid|garantizad|guaranteed|sem risco|sin riesgo|risk[- ]free|lucro certo"
              + "|ganancia segura|certain profit)|\\b(IA|AI)\\b");

  /** The facts of failures by kind, with the names that the code uses. */
  private static final Map<FailureKind, Map<String, Object>> FACTS =
      Map.ofEntries(
          Map.entry(
              FailureKind.INVALID_PARAMETER,
              Map.of("field", "count", "got", "-1", "expected", "1 to 10000")),
          Map.entry(FailureKind.ASSET_UNKNOWN, Map.of("asset", "NOPE")),
          Map.entry(FailureKind.ASSET_CLOSED, Map.of("asset", "EURCHF")),
          Map.entry(FailureKind.CANDLES_UNREADABLE, Map.of("reason", "the file is empty")),
          Map.entry(FailureKind.BROKER_REFUSED, Map.of("brokerStatus", 4040)),
          Map.entry(FailureKind.INVALID_CODE, Map.of("attemptsLeft", 4)),
          Map.entry(FailureKind.TOO_MANY_ATTEMPTS, Map.of("retryAfter", 42)),
          Map.entry(
              FailureKind.ACCOUNT_REFUSED,
              Map.of("brokerCode", "user_blocked", "brokerMessage", "Blocked.")),
          Map.entry(FailureKind.BROKER_BLOCKED, Map.of("gate", "nginx", "brokerStatus", 403)),
          Map.entry(FailureKind.BROKER_LIMIT, Map.of("retryAfter", 42)),
          Map.entry(
              FailureKind.CODE_NOT_SENT, Map.of("method", "sms", "brokerMessage", "No phone.")));

  static final List<String> LANGUAGES = Texts.LANGUAGES;

  private static Map<String, String> texts(String language) {
    Map<String, String> texts = new TreeMap<>();
    collect("", TEXTS.bundle(language), texts);
    return texts;
  }

  private static void collect(String path, JsonObject level, Map<String, String> into) {
    for (Map.Entry<String, Object> entry : level) {
      if (entry.getValue() instanceof JsonObject deeper) {
        collect(path + entry.getKey() + ".", deeper, into);
      } else {
        into.put(path + entry.getKey(), (String) entry.getValue());
      }
    }
  }

  @Test
  void allLanguagesHaveTheSameKeys() {
    assertThat(LANGUAGES).containsExactly("pt-BR", "en", "es");
    for (String language : LANGUAGES) {
      assertThat(texts(language)).containsOnlyKeys(texts("pt-BR").keySet());
    }
  }

  @ParameterizedTest
  @FieldSource("LANGUAGES")
  void noTextIsEmpty(String language) {
    assertThat(texts(language).values()).allSatisfy(text -> assertThat(text).isNotBlank());
  }

  @ParameterizedTest
  @FieldSource("LANGUAGES")
  void sameTextHasTheSamePlaceholdersInEveryLanguage(String language) {
    Map<String, String> portuguese = texts("pt-BR");
    texts(language)
        .forEach(
            (key, text) ->
                assertThat(placeholders(text))
                    .as(key)
                    .isEqualTo(placeholders(portuguese.get(key))));
  }

  private static TreeSet<String> placeholders(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @EnumSource
  void everyFailureHasASentenceCompletedByItsFacts(FailureKind kind) {
    Failure failure = Failure.of(kind, FACTS.getOrDefault(kind, Map.of()));
    for (String language : LANGUAGES) {
      assertThat(texts(language)).containsKey("errors." + kind.code());
      assertThat(TEXTS.sentence(language, failure)).doesNotContain("{", "}", "errors.");
      assertThat(TEXTS.loginSentence(language, failure)).doesNotContain("{", "}", "rrors.");
    }
  }

  /** Login failures whose general sentence would not say what to do. */
  @ParameterizedTest
  @EnumSource(
      names = {
        "TOO_MANY_ATTEMPTS",
        "BUSY",
        "BROKER_LIMIT",
        "BROKER_UNAVAILABLE",
        "BROKER_TIMEOUT",
        "BROKER_REFUSED",
        "BROKER_UNREADABLE",
        "SESSIONS_FULL"
      })
  void loginFailureHasItsOwnSentence(FailureKind kind) {
    for (String language : LANGUAGES) {
      assertThat(texts(language)).containsKey("loginErrors." + kind.code());
      assertThat(TEXTS.loginSentence(language, Failure.of(kind)))
          .isEqualTo(texts(language).get("loginErrors." + kind.code()));
    }
  }

  @Test
  void quotesTheMessageOfTheBroker() {
    Failure failure =
        Failure.of(
            FailureKind.ACCOUNT_REFUSED,
            Map.of("brokerCode", "user_blocked", "brokerMessage", "Your account is blocked."));

    assertThat(TEXTS.loginSentence("pt-BR", failure))
        .isEqualTo(
            "A Polarium não deixou esta conta entrar (código user_blocked). A senha não é o"
                + " problema: resolva no site da Polarium e tente de novo aqui. A Polarium"
                + " respondeu: «Your account is blocked.»");
  }

  @ParameterizedTest
  @FieldSource("LANGUAGES")
  void statesTheWaitAfterTooManyAttempts(String language) {
    Failure failure = Failure.retryAfter(FailureKind.TOO_MANY_ATTEMPTS, 42);

    assertThat(TEXTS.sentence(language, failure)).contains(" 42 s");
  }

  static Stream<String> strategies() {
    return Strategies.all().stream().map(Strategy::id);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void everyStrategyHasNameAndDescription(String id) {
    for (String language : LANGUAGES) {
      assertThat(texts(language))
          .containsKeys("strategies." + id + ".name", "strategies." + id + ".description");
    }
  }

  @Test
  void hasNoTextForAnUnknownStrategy() {
    assertThat(TEXTS.bundle("pt-BR").getJsonObject("strategies").fieldNames())
        .containsExactlyInAnyOrderElementsOf(strategies().toList());
  }

  @ParameterizedTest
  @FieldSource("LANGUAGES")
  void containsNoForbiddenClaim(String language) {
    assertThat(texts(language))
        .allSatisfy((key, text) -> assertThat(text).as(key).doesNotContainPattern(FORBIDDEN));
  }

  @Test
  void returnsTheKeyOfAMissingText() {
    assertThat(TEXTS.text("en", "errors.nothing_like_it")).isEqualTo("errors.nothing_like_it");
    assertThat(TEXTS.text("en", "nothing.like.it")).isEqualTo("nothing.like.it");
    assertThat(TEXTS.text("en", "errors.busy")).isNotEqualTo("errors.busy");
  }
}
