package br.com.catalogador.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import br.com.catalogador.candle.Timeframe;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The color of the next minute is independent of the past. Over 400 000 minutes the standard error
 * of a share near one half is 0.0008, of one near a quarter 0.0007; the tolerances exceed four and
 * a half standard errors.
 */
class FairMarketTest {
  private static final int MINUTES = 400_000;
  private static final long NOW = Instant.parse("2026-09-24T00:00:00Z").getEpochSecond();
  private static final int QUADRANT = 5;
  private static final Map<Integer, int[]> COLORS = new ConcurrentHashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {76, 1, 816, 2129, 31})
  void greenAndRedAreEquallyLikely(int asset) {
    int[] colors = colors(asset);
    long green = IntStream.of(colors).filter(color -> color > 0).count();
    long red = IntStream.of(colors).filter(color -> color < 0).count();
    assertThat((double) green / (green + red)).isCloseTo(0.5, within(0.004));
  }

  @ParameterizedTest
  @ValueSource(ints = {76, 1, 816, 2129, 31})
  void successiveColorsAreIndependent(int asset) {
    assertIndependent(colors(asset), 0.004);
  }

  @ParameterizedTest
  @EnumSource(Timeframe.class)
  void successiveColorsAreIndependentInEveryCatalogedTimeframe(Timeframe timeframe) {
    assertIndependent(newestColors(76, timeframe.seconds(), MINUTES / 4), 0.007);
  }

  private static void assertIndependent(int[] colors, double tolerance) {
    int[] pairs = new int[4];
    int total = 0;
    for (int i = 1; i < colors.length; i++) {
      if (colors[i - 1] != 0 && colors[i] != 0) {
        pairs[(colors[i - 1] > 0 ? 2 : 0) + (colors[i] > 0 ? 1 : 0)]++;
        total++;
      }
    }
    for (int pair : pairs) {
      assertThat((double) pair / total).isCloseTo(0.25, within(tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {76, 1, 816, 2129, 31})
  void minoriaWinsAsOftenAsChance(int asset) {
    int[] colors = colors(asset);
    int operations = 0;
    int[] winsByMartingale = new int[3];
    for (int start = 0; start + QUADRANT + 3 <= colors.length; start += QUADRANT) {
      int[] quadrant = IntStream.range(start, start + QUADRANT).map(i -> colors[i]).toArray();
      int[] entries =
          IntStream.range(start + QUADRANT, start + QUADRANT + 3).map(i -> colors[i]).toArray();
      if (hasDoji(quadrant) || hasDoji(entries)) {
        continue;
      }
      operations++;
      int minority = -Integer.signum(IntStream.of(quadrant).sum());
      for (int martingale = 0; martingale < 3; martingale++) {
        if (entries[martingale] == minority) {
          winsByMartingale[martingale]++;
          break;
        }
      }
    }
    assertThat(operations).isGreaterThan(45_000); // chance error of a share below 0.0024
    assertThat((double) winsByMartingale[0] / operations).isCloseTo(0.5, within(0.01));
    assertThat((double) IntStream.of(winsByMartingale).sum() / operations)
        .isCloseTo(0.875, within(0.007));
  }

  private static boolean hasDoji(int[] colors) {
    return IntStream.of(colors).anyMatch(color -> color == 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {76, 1, 816, 2129, 31})
  void twoToFivePerCentOfTheMinutesAreDojis(int asset) {
    long dojis = IntStream.of(colors(asset)).filter(color -> color == 0).count();
    assertThat((double) dojis / MINUTES).isBetween(0.02, 0.05);
  }

  private static int[] colors(int asset) {
    return COLORS.computeIfAbsent(asset, it -> newestColors(it, 60, MINUTES));
  }

  /** The colors of the newest candles: 1 green, -1 red, 0 doji. */
  private static int[] newestColors(int asset, int size, int count) {
    SimulatedMarket market = Markets.of(1, asset);
    long first = market.lastClosedId(size, NOW) - count + 1;
    int[] colors = new int[count];
    for (int i = 0; i < count; i++) {
      SimulatedCandle candle = market.candle(first + i, size, NOW);
      colors[i] = Long.compare(candle.close(), candle.open());
    }
    return colors;
  }
}
