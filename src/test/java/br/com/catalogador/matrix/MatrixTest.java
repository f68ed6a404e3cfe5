package br.com.catalogador.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.Conditions.After;
import br.com.catalogador.strategy.Counter;
import br.com.catalogador.strategy.Market;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.strategy.Screen;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.strategy.TieRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixTest {
  private static final Conditions ALL =
      new Conditions(
          null,
          List.of(),
          Set.of(),
          null,
          21,
          new After(After.Kind.HIT, 1),
          Strategies.byIdOrPattern("5:3:same:6").orElseThrow());

  @Test
  void sameQuestionHasTheSameAnswerInAnyOrderOfAssetsAndOnAnyNumberOfThreads() throws Exception {
    MatrixSettings settings = CoinMarkets.settings(8, 199);
    List<MatrixAsset> assets = CoinMarkets.coins(new Random(1), 6);
    Matrix alone = CoinMarkets.matrix(settings, assets);
    List<MatrixAsset> mixed = new ArrayList<>(assets);
    Collections.shuffle(mixed, new Random(2));
    MatrixRun run = MatrixRun.of(settings, mixed);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Simulator simulator = run.simulator();
      Thread thread =
          new Thread(
              () -> {
                while (simulator.step()) {
                  // until all markets are simulated
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(run.result(MatrixOrder.EVIDENCE)).usingRecursiveComparison().isEqualTo(alone);
  }

  @Test
  void olderCandlesThatNoCellReadsDoNotMatter() {
    MatrixSettings settings = CoinMarkets.settings(CoinMarkets.first(8), ALL, 99);
    MatrixAsset asset = CoinMarkets.asset("A", new Random(3), 20_000, 0.5);
    MatrixAsset newest =
        new MatrixAsset(
            "A",
            asset.series().between(asset.series().end() - 3000 * 60L, asset.series().end()),
            asset.finality(),
            asset.plan());
    assertThat(CoinMarkets.matrix(settings, List.of(newest)))
        .usingRecursiveComparison()
        .isEqualTo(CoinMarkets.matrix(settings, List.of(asset)));
  }

  @Test
  void assetsThatMoveTogetherAreLuckyTogether() {
    MatrixAsset asset = CoinMarkets.asset("A", new Random(4), CoinMarkets.CANDLES, 0.5);
    MatrixSettings settings = CoinMarkets.settings(5, 999);
    List<MatrixAsset> twins = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      twins.add(new MatrixAsset("A" + i, asset.series(), asset.finality(), asset.plan()));
    }
    // Twenty copies are one market: one common sign per minute keeps them equal.
    double alone = CoinMarkets.matrix(settings, List.of(asset)).cells().get(0).familyP();
    double together = CoinMarkets.matrix(settings, twins).cells().get(0).familyP();
    assertThat(together).isBetween(alone - 0.1, alone + 0.1);
  }

  @ParameterizedTest
  @EnumSource(MatrixOrder.class)
  void cellsWithFewFirstEntriesStandLastAndTheOrderIsTotal(MatrixOrder order) {
    List<MatrixAsset> assets = CoinMarkets.coins(new Random(5), 4);
    assets.add(CoinMarkets.asset("SHORT", new Random(6), 30, 1));
    assets.add(CoinMarkets.asset("EMPTY", new Random(6), 0, 1));
    Matrix matrix = CoinMarkets.matrix(CoinMarkets.settings(25, 0), assets).in(order, 5);
    List<Cell> shuffled = new ArrayList<>(matrix.cells());
    Collections.shuffle(shuffled, new Random(7));
    shuffled.sort(order.comparator(5));

    assertThat(shuffled).isEqualTo(matrix.cells());
    assertThat(matrix.cells().stream().map(cell -> cell.first().operations() < 5))
        .isSortedAccordingTo(Comparator.naturalOrder())
        .contains(true, false);
    assertThat(matrix.cells().get(149).asset()).isEqualTo("EMPTY");
  }

  @Test
  void cellsWithoutEntriesHaveNoNumbersOfChance() {
    Matrix matrix =
        CoinMarkets.matrix(
            CoinMarkets.settings(2, 99), List.of(CoinMarkets.asset("E", new Random(1), 0, 1)));
    assertThat(matrix.byLuck()).isNull();
    assertThat(matrix.cells()).hasSize(2);
    Cell cell = matrix.cells().get(0);
    assertThat(cell.first()).isEqualTo(new FirstEntry(0, 0, null, null));
    assertThat(cell.holm()).isNull();
    assertThat(cell.familyP()).isNull();
    assertThat(cell.operationsNeeded()).isNull();
    assertThat(cell.winRate()).isNull();
    assertThat(cell.profitPerCycle()).isNull();
  }

  @Test
  void withoutSimulationsThereIsNoFamilyPAndNothingExpectedByLuck() {
    Matrix matrix =
        CoinMarkets.matrix(CoinMarkets.settings(3, 0), CoinMarkets.coins(new Random(1), 2));
    assertThat(matrix.simulations()).isZero();
    assertThat(matrix.byLuck().expected()).isNull();
    assertThat(matrix.cells()).allMatch(cell -> cell.familyP() == null && cell.holm() != null);
  }

  @Test
  void simulationsAreFewerWhereTheyWouldCostMoreThanTwoHundredMillionRows() {
    assertThat(settings(25, 100, 999).simulationsFor(60)).isEqualTo(999);
    assertThat(settings(25, 100, 9999).simulationsFor(60)).isEqualTo(1333);
    assertThat(settings(25, 2000, 999).simulationsFor(60)).isEqualTo(99);
    assertThat(settings(25, 100, 0).simulationsFor(60)).isZero();
    assertThat(settings(1, 1, 9999).simulationsFor(0)).isEqualTo(9999);
  }

  @Test
  void refusesSettingsOutOfRange() {
    List<Strategy> one = CoinMarkets.first(1);
    for (int simulations : new int[] {-1, 1, 98, 10_000}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> settings(1, 10, simulations))
          .withMessage("simulations must be 0 or 99 to 9999, not " + simulations);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoinMarkets.settings(List.of(), Conditions.NONE, 0))
        .withMessage("strategies must be at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoinMarkets.settings(List.of(one.get(0), one.get(0)), Conditions.NONE, 0))
        .withMessage("strategy minoria is given twice");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CoinMarkets.settings(
                    List.of(Strategies.byId("five-flip").orElseThrow()), Conditions.NONE, 0))
        .withMessage("strategy five-flip is not defined for M1");
    MatrixAsset asset = CoinMarkets.asset("A", new Random(1), 9, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MatrixRun.of(settings(1, 10, 0), List.of(asset, asset)));
  }

  private static MatrixSettings settings(int strategies, int quadrants, int simulations) {
    return new MatrixSettings(
        CoinMarkets.first(strategies),
        Timeframe.M1,
        quadrants,
        2,
        TieRule.LOSS,
        Conditions.NONE,
        5,
        simulations);
  }

  @Test
  void losingStreaksCountedInWordsAreThoseOfTheRows() {
    MatrixAsset asset = CoinMarkets.asset("A", new Random(8), CoinMarkets.CANDLES, 0.5);
    Market market = Market.of(asset.series());
    for (Strategy strategy : CoinMarkets.first(25)) {
      for (int martingale : new int[] {0, 2}) {
        CatalogSettings one =
            new CatalogSettings(strategy, Timeframe.M1, 100, martingale, TieRule.LOSS);
        Counter counter = new Counter(one);
        Screen screen = Screen.of(market, one.conditions(), asset.finality());
        List<Row> rows = Catalog.of(asset.series(), one, asset.finality()).rows();

        assertThat(
                counter
                    .countWithStreaks(market, counter.firstSlot(market), screen, asset.finality())
                    .longestLossStreak())
            .as(strategy.id())
            .isEqualTo(Summary.of(rows, martingale, null).longestLossStreak());
      }
    }
  }

  @Test
  void theSimulatedStreakIsThatOfACoin() {
    List<MatrixAsset> coins = CoinMarkets.coins(new Random(9), 4);

    Matrix matrix = CoinMarkets.matrix(CoinMarkets.settings(3, 99), coins);

    // of 100 tosses that lose with 1/8; CoinMarkets counts at G2
    assertThat(matrix.cells())
        .allSatisfy(cell -> assertThat(cell.simulatedStreak()).isBetween(1.5, 2.5));
    assertThat(CoinMarkets.matrix(CoinMarkets.settings(3, 0), coins).cells())
        .allSatisfy(cell -> assertThat(cell.simulatedStreak()).isNull());
  }
}
