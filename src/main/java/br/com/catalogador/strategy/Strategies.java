package br.com.catalogador.strategy;

import static br.com.catalogador.candle.Timeframe.M1;
import static br.com.catalogador.candle.Timeframe.M15;
import static br.com.catalogador.candle.Timeframe.M5;

import br.com.catalogador.candle.Timeframe;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of all strategies, each a {@linkplain PatternText pattern} per timeframe. */
public final class Strategies {
  /** The product's main strategy and the default. */
  public static final Strategy MINORIA =
      strategy(
          "minoria",
          Map.of(M1, "5:1,2,3,4,5:min:6", M5, "6:1,2,3,4,5,6:min:7", M15, "4:1,2,3,4:min:5"));

  private static final List<Strategy> ALL =
      List.of(
          MINORIA,
          strategy(
              "maioria",
              Map.of(M1, "5:1,2,3,4,5:maj:6", M5, "6:1,2,3,4,5,6:maj:7", M15, "4:1,2,3,4:maj:5")),
          strategy(
              "mhi1-minoria",
              Map.of(M1, "5:3,4,5:min:6", M5, "6:4,5,6:min:7", M15, "4:2,3,4:min:5")),
          strategy("mhi2-minoria", Map.of(M1, "5:3,4,5:min:7", M5, "6:4,5,6:min:8")),
          strategy("mhi3-minoria", Map.of(M1, "5:3,4,5:min:8", M5, "6:4,5,6:min:9")),
          strategy(
              "mhi1-maioria",
              Map.of(M1, "5:3,4,5:maj:6", M5, "6:4,5,6:maj:7", M15, "4:2,3,4:maj:5")),
          strategy("mhi2-maioria", Map.of(M1, "5:3,4,5:maj:7", M5, "6:4,5,6:maj:8")),
          strategy("mhi3-maioria", Map.of(M1, "5:3,4,5:maj:8", M5, "6:4,5,6:maj:9")),
          strategy("torres-gemeas", Map.of(M1, "5:1:same:5", M5, "6:1:same:6", M15, "4:1:same:4")),
          strategy("padrao-23", Map.of(M1, "5:1:same:2")),
          strategy("melhor-de-3", Map.of(M1, "5:2,3,4:maj:8")),
          strategy("tres-mosqueteiros", Map.of(M1, "5:3:same:4")),
          strategy("tres-vizinhos", Map.of(M1, "5:4:same:5")),
          strategy("padrao-impar", Map.of(M1, "5:3:same:6,8,10")),
          strategy("moonwalker", Map.of(M1, "5:3:same:6")),
          strategy("padrao-3x1", Map.of(M1, "5:1,2,3:min:5")),
          strategy("vituxo", Map.of(M1, "5:1,2,3:maj:8")),
          strategy("pro-traders", Map.of(M1, "5:2,3,4:min:8")),
          strategy("d21", Map.of(M1, "5:1,3,4:min:6")),
          strategy("msf", Map.of(M1, "5:1:opp:10")),
          strategy("nova-era", Map.of(M1, "5:5:same:10")),
          strategy("r7-8", Map.of(M1, "10:-2:same:7")),
          strategy("r7-9", Map.of(M1, "10:-1:same:7")),
          strategy("seven-flip", Map.of(M1, "10:7:opp:8")),
          strategy("five-flip", Map.of(M5, "6:5:opp:6")),
          strategy("turn-over", Map.of(M15, "4:4:opp:5")),
          strategy("c3", Map.of(M1, "5:1,3,5:each:6,8,10")));

  private Strategies() {}

  /** All strategies in display order, the default one first. */
  public static List<Strategy> all() {
    return ALL;
  }

  /** The strategy of an id, or empty if there is none. */
  public static Optional<Strategy> byId(String id) {
    return ALL.stream().filter(strategy -> strategy.id().equals(id)).findFirst();
  }

  /**
   * The strategy of an id, or of a pattern's text, which is the same in every timeframe.
   *
   * @return empty if the text is neither
   * @throws PatternException if it is meant as a pattern and breaks a rule
   */
  public static Optional<Strategy> byIdOrPattern(String text) {
    return PatternText.isPattern(text) ? Optional.of(own(PatternText.read(text))) : byId(text);
  }

  /** A user's own strategy: the same pattern in every timeframe, named by its text. */
  public static Strategy own(Pattern pattern) {
    return new Strategy(
        PatternText.of(pattern),
        Arrays.stream(Timeframe.values())
            .collect(Collectors.toMap(Function.identity(), timeframe -> pattern)));
  }

  private static Strategy strategy(String id, Map<Timeframe, String> patterns) {
    return new Strategy(
        id,
        patterns.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, entry -> PatternText.read(entry.getValue()))));
  }
}
