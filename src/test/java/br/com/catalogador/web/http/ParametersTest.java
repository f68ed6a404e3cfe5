package br.com.catalogador.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters of a JSON body; those of queries are covered by {@code DocumentedParametersIT}. */
class ParametersTest {

  private static Parameters body(String json) {
    return Parameters.ofBody(new JsonObject(json), "x");
  }

  @Test
  void readsJsonTypes() {
    assertThat(body("{\"x\":7}").wholeNumber("x", 1, 0, 9)).isEqualTo(7);
    assertThat(body("{\"x\":7.0}").wholeNumber("x", 1, 0, 9)).isEqualTo(7);
    assertThat(body("{\"x\":2e1}").number("x", 0, 99)).contains(20.0);
    assertThat(body("{\"x\":0.85}").number("x", 0, 1)).contains(0.85);
    assertThat(body("{\"x\":true}").requiredFlag("x")).isTrue();
    assertThat(body("{\"x\":\"a\"}").text("x")).contains("a");
    assertThat(body("{\"x\":300}").choiceOfNumber("x", List.of(60, 300), Timeframe::ofSeconds))
        .contains(Timeframe.M5);
    assertThat(body("{\"x\":[\"a\",\"b\",\"a\"]}").texts("x", 3, 1)).containsExactly("a", "b");
  }

  @Test
  void treatsNullAsAbsent() {
    assertThat(body("{\"x\":null}").wholeNumber("x", 5, 0, 9)).isEqualTo(5);
    assertThat(body("{\"x\":null}").texts("x", 3, 1)).isEmpty();
  }

  private static Arguments refused(
      String json, Consumer<Parameters> read, String got, String expected) {
    return Arguments.of(json, read, got, expected);
  }

  static Stream<Arguments> refusals() {
    Consumer<Parameters> whole = body -> body.wholeNumber("x", 1, 0, 9);
    Consumer<Parameters> flag = body -> body.requiredFlag("x");
    Consumer<Parameters> text = body -> body.requiredText("x", 3);
    Consumer<Parameters> texts = body -> body.texts("x", 2, 3);
    Consumer<Parameters> choice = body -> body.choice("x", List.of("a"), it -> null);
    Consumer<Parameters> size = body -> body.choiceOfNumber("x", List.of(60), Timeframe::ofSeconds);
    String wholeNumber = "a whole number from 0 to 9";
    String list = "a list of 1 to 2 texts of 1 to 3 characters";
    return Stream.of(
        refused("{\"x\":\"7\"}", whole, "a text", wholeNumber),
        refused("{\"x\":true}", whole, "a boolean", wholeNumber),
        refused("{\"x\":[7]}", whole, "a list of 1", wholeNumber),
        refused("{\"x\":{}}", whole, "an object", wholeNumber),
        refused("{\"x\":7.5}", whole, "7.5", wholeNumber),
        refused("{\"x\":10}", whole, "10", wholeNumber),
        refused("{\"x\":1e300}", whole, "301 characters", wholeNumber),
        refused("{\"x\":99999999999999999999}", whole, "99999999999999999999", wholeNumber),
        refused("{\"x\":\"true\"}", flag, "a text", "true or false"),
        refused("{\"x\":1}", flag, "a number", "true or false"),
        refused("{}", flag, "null", "true or false"),
        refused("{\"x\":1234}", text, "a number", "text of 1 to 3 characters"),
        refused("{\"x\":\"a\"}", texts, "a text", list),
        refused("{\"x\":[]}", texts, "a list of 0", list),
        refused("{\"x\":[\"a\",\"b\",\"c\"]}", texts, "a list of 3", list),
        refused("{\"x\":[\"a\",1]}", texts, "a list with a number", list),
        refused("{\"x\":[\"a\",null]}", texts, "a list with null", list),
        refused("{\"x\":[\"long\"]}", texts, "long", list),
        refused("{\"x\":1}", choice, "a number", "one of: a"),
        refused("{\"x\":\"60\"}", size, "a text", "one of: 60"),
        refused("{\"x\":61}", size, "61", "one of: 60"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void rejectsAnInvalidValueWithNameReceivedAndExpected(
      String json, Consumer<Parameters> read, String got, String expected) {
    Failure refusal = catchThrowableOfType(Failure.class, () -> read.accept(body(json)));

    assertThat(refusal.kind()).isEqualTo(FailureKind.INVALID_PARAMETER);
    assertThat(refusal.facts())
        .isEqualTo(new JsonObject().put("field", "x").put("got", got).put("expected", expected));
  }

  @Test
  void rejectsAnUnknownField() {
    Failure refusal =
        catchThrowableOfType(
            Failure.class, () -> Parameters.ofBody(new JsonObject("{\"y\":[1]}"), "x"));

    assertThat(refusal.facts().getString("field")).isEqualTo("y");
    assertThat(refusal.facts().getString("got")).isEqualTo("a list of 1");
    assertThat(refusal.facts().getString("expected")).isEqualTo("one of: x");
  }

  @Test
  void doesNotRepeatTheValueOfAnUnknownField() {
    Failure inBody =
        catchThrowableOfType(
            Failure.class,
            () -> Parameters.ofBody(new JsonObject().put("pasword", "hunter2"), "password"));
    MultiMap query = MultiMap.caseInsensitiveMultiMap().add("pasword", "hunter2");
    Failure inQuery = catchThrowableOfType(Failure.class, () -> Parameters.ofQuery(query));

    assertThat(inBody.facts().getString("got")).isEqualTo("a text");
    assertThat(inQuery.facts().getString("got")).isEqualTo("a text");
  }

  @Test
  void readsEveryQueryValueAsText() {
    MultiMap query = MultiMap.caseInsensitiveMultiMap().add("x", "7");

    assertThat(Parameters.ofQuery(query, "x").wholeNumber("x", 1, 0, 9)).isEqualTo(7);
    assertThat(Parameters.ofQuery(query, "x").text("x")).contains("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+7", "\u0667", "\uff17", "7.0", " 7", "0x7", "7e0", "99999999999"})
  void acceptsOnlyAsciiDigitsInAWholeNumber(String text) {
    MultiMap query = MultiMap.caseInsensitiveMultiMap().add("x", text);

    assertThatThrownBy(() -> Parameters.ofQuery(query, "x").wholeNumber("x", 1, 0, 9))
        .isInstanceOf(Failure.class);
  }
}
