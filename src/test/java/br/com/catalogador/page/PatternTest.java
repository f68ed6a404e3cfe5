package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.PatternText;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.support.JavaScript;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the painter makes of a pattern while one paints. */
class PatternTest {
  private static JavaScript page;

  @BeforeAll
  static void load() {
    page = new JavaScript("model/pattern.js");
  }

  @AfterAll
  static void close() {
    page.close();
  }

  static Stream<String> texts() {
    Stream<String> own =
        Stream.of("5:1,2,3:GGR=C,RRG=P:6,7,8", "7:-2,0,7:*G*=P:9", "5:5,3,1:each:6,8,10");
    Stream<String> builtIn =
        Strategies.all().stream()
            .flatMap(
                strategy ->
                    Stream.of(Timeframe.values())
                        .filter(strategy::supports)
                        .map(strategy::pattern)
                        .map(PatternText::of));
    return Stream.concat(own, builtIn);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void everyPatternIsPaintedAndWrittenAsTheSameText(String text) {
    assertThat(page.run("return it.writePattern(it.readPattern(given[0]))", text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"5:1,2:min", "5:a:same:6", "5:1:mino:6", "5:1::6", "5:1:G=X:6", "''", "minoria"})
  void aTextThatIsNoPatternIsNotPainted(String text) {
    assertThat(page.run("return it.readPattern(given[0])", text)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5:1,2,3:min:6      | toggleAnalysed(p, 5)   | 5:1,2,3,5:min:6",
        "5:1,2,3:min:6      | toggleAnalysed(p, -1)  | 5:-1,1,2,3:min:6",
        "5:1,2,3:min:6      | toggleAnalysed(p, 2)   | 5:1,3:min:6",
        "5:1:same:2         | toggleAnalysed(p, 1)   | 5:1:same:2",
        "5:1:min:2,3,4      | toggleAnalysed(p, 3)   | 5:1,3:min:4",
        "5:1:min:2,3        | toggleAnalysed(p, 5)   | 5:1,5:min:6",
        "5:1,2:GR=C:6       | toggleAnalysed(p, 3)   | 5:1,2,3:GR*=C:6",
        "5:1,2,3:GRG=C:6    | toggleAnalysed(p, 2)   | 5:1,3:GG=C:6",
        "5:1:same:2         | toggleAttempt(p, 4)    | 5:1:same:2,4",
        "5:1:same:2,4       | toggleAttempt(p, 3)    | 5:1:same:2,3,4",
        "5:1:same:2,4       | toggleAttempt(p, 2)    | 5:1:same:4",
        "5:1:same:2         | toggleAttempt(p, 2)    | 5:1:same:2",
        "5:1:same:2,3,4,5,6,7 | toggleAttempt(p, 8)  | 5:1:same:2,3,4,5,6,7",
        "5:1,2,3:min:6      | withRule(p, 'painted') | 5:1,2,3:***=C:6",
        "5:1,2,3:GGR=C:6    | withRule(p, 'maj')     | 5:1,2,3:maj:6",
        "5:1,2,3:min:6      | withRule(p, 'opp')     | 5:3:opp:6",
        "5:1,2:**=C:6       | paint(p, 0, 2)         | 5:1,2:*G=C:6",
        "5:1,2:*G=C:6       | paint(p, 0, 2)         | 5:1,2:*R=C:6",
        "5:1,2:*R=C:6       | paint(p, 0, 2)         | 5:1,2:**=C:6",
        "5:1:G=C,R=C:6      | turnSide(p, 1)         | 5:1:G=C,R=P:6",
        "5:1:G=C:6          | addSequence(p)         | 5:1:G=C,*=C:6",
        "5:1:G=C,R=P:6      | dropSequence(p, 0)     | 5:1:R=P:6",
        "5:1:same:6         | withBlock(p, 7)        | 7:1:same:6",
      })
  void aTouchChangesThePatternAndLeavesItWhole(String before, String touch, String after) {
    String script = "const p = it.readPattern(given[0]); return it.writePattern(it.%s)";
    assertThat(page.run(script.formatted(touch), before)).isEqualTo(after);
  }

  @Test
  void sameAndOppositeAreOfferedForOneCandleAlone() {
    String script = "return it.rulesOf(it.readPattern(given[0])).join(' ')";
    assertThat(page.run(script, "5:1:min:6")).isEqualTo("min maj same opp each painted");
    assertThat(page.run(script, "5:1,2:min:6")).isEqualTo("min maj each painted");
  }

  @ParameterizedTest
  @CsvSource({
    "5:1:same:2, -4, 5, 2, 11",
    "5:-10:same:2, -10, 5, -9, 2",
    "60:1:same:2, -4, 60, 2, 11",
    "5:1:same:60, -4, 5, 2, 60",
    "'60:-3,59:min:60', -4, 60, 60, 60"
  })
  void offersTheCandlesOfTheBlockAndThoseThatCanBeReached(
      String text, int firstAnalyzed, int lastAnalyzed, int firstEntry, int lastEntry) {
    String script =
        "const p = it.readPattern(given[0]); const a = it.analysable(p); const e = it.enterable(p);"
            + "return [a[0], a.at(-1), e[0], e.at(-1)].join(' ')";
    assertThat(page.run(script, text))
        .isEqualTo("%d %d %d %d".formatted(firstAnalyzed, lastAnalyzed, firstEntry, lastEntry));
  }

  @Test
  void knowsWhichBlocksMoveFromDayToDay() {
    String script = "return it.dividesDay({ block: given[0] }, given[1])";
    assertThat(List.of(page.run(script, 5, 60), page.run(script, 4, 900), page.run(script, 7, 60)))
        .isEqualTo(List.of(true, true, false));
  }
}
