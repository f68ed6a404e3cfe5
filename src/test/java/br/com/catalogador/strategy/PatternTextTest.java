package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.Pattern.Sequence;
import br.com.catalogador.strategy.PatternException.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTextTest {

  @TestFactory
  Stream<DynamicTest> refusesWhatTheVectorsRefuse() {
    JsonArray cases = GoldenVectors.json("market/patterns-refused").getJsonArray("cases");
    assertThat(cases).hasSize(17);
    return cases.stream()
        .map(JsonObject.class::cast)
        .map(
            item ->
                DynamicTest.dynamicTest(
                    item.getString("name"),
                    () ->
                        assertThat(refused(item.getString("input")).expected())
                            .contains(item.getString("expected"))));
  }

  @Test
  void refusalNamesThePartWhatCameAndWhatIsRight() {
    PatternException refusal = refused("5:1,2,3:GGR=C,GX=P:6");
    assertThat(refusal.problem()).isEqualTo(Problem.SYMBOLS);
    assertThat(refusal.part()).isEqualTo("rule");
    assertThat(refusal.got()).isEqualTo("GX");
    assertThat(refusal)
        .hasMessage("pattern, rule: expected G, R or * for each analysed candle, not GX");
    assertThat(refused("5:1:same:2:3").part()).isEqualTo("text");
    assertThat(refused("5:1:same:7,6").got()).isEqualTo("7,6");
    assertThat(refused("5:1:same:" + "6,".repeat(99)).got()).isEqualTo("");
    assertThat(refused("5:1:" + "x".repeat(99) + ":6").got()).isEqualTo("99 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+5", "05", " 5", "5 ", "-0", "5.0", "1e1", "٥", "", "9999999999"})
  void acceptsNumbersInPlainFormOnly(String number) {
    assertThat(refused(number + ":1:same:2").problem()).isEqualTo(Problem.NUMBER);
    assertThat(refused("5:1,2:min:6," + number).problem()).isEqualTo(Problem.NUMBER);
  }

  @Test
  void readsEveryPart() {
    assertThat(PatternText.read("10:-2,0:GG=C,R*=P:4,5"))
        .isEqualTo(
            new Pattern(
                10,
                List.of(-3, -1),
                Rule.PAINTED,
                List.of(new Sequence("GG", Signal.CALL), new Sequence("R*", Signal.PUT)),
                List.of(3, 4)));
  }

  @Test
  void keepsTheOrderOfTheAnalyzedCandlesAndTheDeclaredAttempts() {
    for (String text :
        List.of("5:5,1,3:each:6,8,10", "5:5,4,3:min:6", "5:3:maj:6,7", "1:-5:opp:-4")) {
      assertThat(PatternText.of(PatternText.read(text))).isEqualTo(text);
    }
    assertThat(PatternText.read("5:1:same:6,7")).isNotEqualTo(PatternText.read("5:1:same:6"));
  }

  @Property(tries = 2000)
  void everyPatternIsReadFromItsText(@ForAll long seed) {
    Pattern pattern = Markets.pattern(new Random(seed));
    assertThat(PatternText.read(PatternText.of(pattern))).isEqualTo(pattern);
  }

  /** The table of the product's contract, written once more. */
  @Test
  void everyBuiltInStrategyIsItsText() {
    Map<String, Map<Timeframe, String>> expected = GoldenVectors.builtIns();
    assertThat(expected).hasSize(27);
    assertThat(Strategies.all())
        .allSatisfy(
            strategy -> {
              Map<Timeframe, String> texts = expected.get(strategy.id());
              assertThat(strategy.patterns()).containsOnlyKeys(texts.keySet());
              strategy
                  .patterns()
                  .forEach(
                      (timeframe, pattern) ->
                          assertThat(PatternText.of(pattern)).isEqualTo(texts.get(timeframe)));
            });
  }

  @Test
  void ownPatternIsAStrategyNamedByItsTextInEveryTimeframe() {
    Strategy own = Strategies.byIdOrPattern("7:1,3,5:each:8,10,12").orElseThrow();
    assertThat(own.id()).isEqualTo("7:1,3,5:each:8,10,12");
    assertThat(own.patterns()).containsOnlyKeys(Timeframe.values());
    assertThat(Strategies.byIdOrPattern("maioria")).isEqualTo(Strategies.byId("maioria"));
    assertThat(Strategies.byIdOrPattern("nope")).isEmpty();
    assertThatThrownBy(() -> Strategies.byIdOrPattern("7:1")).isInstanceOf(PatternException.class);
  }

  private static PatternException refused(String text) {
    return catchThrowableOfType(PatternException.class, () -> PatternText.read(text));
  }
}
