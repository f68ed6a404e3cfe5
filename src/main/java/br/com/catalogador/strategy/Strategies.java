package br.com.catalogador.strategy;

import static br.com.catalogador.candle.Timeframe.M1;
import static br.com.catalogador.candle.Timeframe.M15;
import static br.com.catalogador.candle.Timeframe.M5;
import static br.com.catalogador.strategy.Rule.FOLLOW_EACH;
import static br.com.catalogador.strategy.Rule.MAJORITY;
import static br.com.catalogador.strategy.Rule.MINORITY;

import br.com.catalogador.candle.Timeframe;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of all strategies.
 *
 * <p>Candle numbers follow the traders' convention: 1 is the block's first candle, numbers beyond
 * the block's length are in the following block (the first candle after a five-candle block is 6),
 * zero and below in the previous one. Attempts are written up to the first consecutive one.
 */
public final class Strategies {
  /** The product's main strategy and the default. */
  public static final Strategy MINORIA =
      strategy("minoria")
          .on(M1, 5, MINORITY, c(1, 2, 3, 4, 5), 6)
          .on(M5, 6, MINORITY, c(1, 2, 3, 4, 5, 6), 7)
          .on(M15, 4, MINORITY, c(1, 2, 3, 4), 5)
          .build();

  private static final List<Strategy> ALL =
      List.of(
          MINORIA,
          strategy("maioria")
              .on(M1, 5, MAJORITY, c(1, 2, 3, 4, 5), 6)
              .on(M5, 6, MAJORITY, c(1, 2, 3, 4, 5, 6), 7)
              .on(M15, 4, MAJORITY, c(1, 2, 3, 4), 5)
              .build(),
          strategy("mhi1-minoria")
              .on(M1, 5, MINORITY, c(3, 4, 5), 6)
              .on(M5, 6, MINORITY, c(4, 5, 6), 7)
              .on(M15, 4, MINORITY, c(2, 3, 4), 5)
              .build(),
          strategy("mhi2-minoria")
              .on(M1, 5, MINORITY, c(3, 4, 5), 7)
              .on(M5, 6, MINORITY, c(4, 5, 6), 8)
              .build(),
          strategy("mhi3-minoria")
              .on(M1, 5, MINORITY, c(3, 4, 5), 8)
              .on(M5, 6, MINORITY, c(4, 5, 6), 9)
              .build(),
          strategy("mhi1-maioria")
              .on(M1, 5, MAJORITY, c(3, 4, 5), 6)
              .on(M5, 6, MAJORITY, c(4, 5, 6), 7)
              .on(M15, 4, MAJORITY, c(2, 3, 4), 5)
              .build(),
          strategy("mhi2-maioria")
              .on(M1, 5, MAJORITY, c(3, 4, 5), 7)
              .on(M5, 6, MAJORITY, c(4, 5, 6), 8)
              .build(),
          strategy("mhi3-maioria")
              .on(M1, 5, MAJORITY, c(3, 4, 5), 8)
              .on(M5, 6, MAJORITY, c(4, 5, 6), 9)
              .build(),
          strategy("torres-gemeas")
              .on(M1, 5, MAJORITY, c(1), 5)
              .on(M5, 6, MAJORITY, c(1), 6)
              .on(M15, 4, MAJORITY, c(1), 4)
              .build(),
          strategy("padrao-23").on(M1, 5, MAJORITY, c(1), 2).build(),
          strategy("melhor-de-3").on(M1, 5, MAJORITY, c(2, 3, 4), 8).build(),
          strategy("tres-mosqueteiros").on(M1, 5, MAJORITY, c(3), 4).build(),
          strategy("tres-vizinhos").on(M1, 5, MAJORITY, c(4), 5).build(),
          strategy("padrao-impar").on(M1, 5, MAJORITY, c(3), 6, 8, 10).build(),
          strategy("moonwalker").on(M1, 5, MAJORITY, c(3), 6).build(),
          strategy("padrao-3x1").on(M1, 5, MINORITY, c(1, 2, 3), 5).build(),
          strategy("vituxo").on(M1, 5, MAJORITY, c(1, 2, 3), 8).build(),
          strategy("pro-traders").on(M1, 5, MINORITY, c(2, 3, 4), 8).build(),
          strategy("d21").on(M1, 5, MINORITY, c(1, 3, 4), 6).build(),
          strategy("msf").on(M1, 5, MINORITY, c(1), 10).build(),
          strategy("nova-era").on(M1, 5, MAJORITY, c(5), 10).build(),
          strategy("r7-8").on(M1, 10, MAJORITY, c(8 - 10), 7).build(),
          strategy("r7-9").on(M1, 10, MAJORITY, c(9 - 10), 7).build(),
          strategy("seven-flip").on(M1, 10, MINORITY, c(7), 8).build(),
          strategy("five-flip").on(M5, 6, MINORITY, c(5), 6).build(),
          strategy("turn-over").on(M15, 4, MINORITY, c(4), 5).build(),
          strategy("c3").on(M1, 5, FOLLOW_EACH, c(1, 3, 5), 6, 8, 10).build());

  private Strategies() {}

  /** All strategies in display order, the default one first. */
  public static List<Strategy> all() {
    return ALL;
  }

  /** The strategy of an id, or empty if there is none. */
  public static Optional<Strategy> byId(String id) {
    return ALL.stream().filter(strategy -> strategy.id().equals(id)).findFirst();
  }

  private static Declaration strategy(String id) {
    return new Declaration(id, new EnumMap<>(Timeframe.class));
  }

  private static int[] c(int... numbers) {
    return numbers;
  }

  private record Declaration(String id, Map<Timeframe, Pattern> patterns) {
    Declaration on(Timeframe timeframe, int block, Rule rule, int[] analyzed, int... attempts) {
      patterns.put(timeframe, new Pattern(block, rule, offsets(analyzed), offsets(attempts)));
      return this;
    }

    Strategy build() {
      return new Strategy(id, patterns);
    }

    private static List<Integer> offsets(int[] numbers) {
      return Arrays.stream(numbers).mapToObj(number -> number - 1).toList();
    }
  }
}
