package br.com.catalogador.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How often the matrix calls luck evidence, and evidence luck, at familyP ≤ 0.05. {@link #main}
 * measures both with 999 simulated markets instead of 99.
 */
class FamilyErrorTest {
  private static final double LEVEL = 0.05;
  private static final int COIN_MARKETS = 1000;

  /** Prints the figures with as many simulated markets as the product uses. */
  public static void main(String[] args) {
    int simulations = MatrixSettings.DEFAULT_SIMULATIONS;
    System.out.printf("size %.4f%n", size(simulations));
    System.out.printf("power %.4f%n", power(200, simulations));
  }

  @Test
  void atMostSevenOfAHundredCoinMarketsOfFiveByFiveByAHundredHaveACellAtTheLevel() {
    assertThat(size(99)).isLessThanOrEqualTo(0.07).isGreaterThan(0.03);
  }

  @Test
  void findsPadrao23AmongTwentyAssetsWhereColorsRepeatWithThreeQuartersInFourOfFiveMarkets() {
    assertThat(power(10, 99)).isGreaterThanOrEqualTo(0.8);
  }

  /** The share of markets of fair coins in which some cell passes. */
  private static double size(int simulations) {
    MatrixSettings settings = CoinMarkets.settings(5, simulations);
    int found = 0;
    for (int market = 0; market < COIN_MARKETS; market++) {
      List<MatrixAsset> assets = CoinMarkets.coins(new Random(market), 5);
      Cell best = CoinMarkets.matrix(settings, assets).cells().get(0);
      found += best.familyP() <= LEVEL ? 1 : 0;
    }
    return (double) found / COIN_MARKETS;
  }

  /** The share of markets in which padrao-23 passes on the one asset that is no coin. */
  private static double power(int markets, int simulations) {
    MatrixSettings settings = CoinMarkets.settings(25, simulations);
    int found = 0;
    for (int market = 0; market < markets; market++) {
      Random random = new Random(market);
      List<MatrixAsset> assets = new ArrayList<>(CoinMarkets.coins(random, 19));
      assets.add(CoinMarkets.asset("STICKY", random, CoinMarkets.CANDLES, 0.75));
      Cell padrao23 =
          CoinMarkets.matrix(settings, assets).cells().stream()
              .filter(cell -> cell.asset().equals("STICKY"))
              .filter(cell -> cell.strategy().id().equals("padrao-23"))
              .findFirst()
              .orElseThrow();
      found += padrao23.familyP() <= LEVEL ? 1 : 0;
    }
    return (double) found / markets;
  }
}
