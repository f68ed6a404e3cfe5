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
 * Nothing in the past of the market tells the colour of its next minute. Over 400 000 minutes the
 * chance error of a share near one half is 0.0008, of one near a quarter 0.0007; the tolerances lie
 * above four and a half of them.
 */
class FairMarketTest {
  private static final int MINUTES = 400_000;
  private static final long NOW = Instant.parse("2026-09-24T00:00:00Z").getEpochSecond();
  private static final int QUADRANT = 5;
  private static final Map<Integer, int[]> COLOURS = new ConcurrentHashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {76, 1, 816, 2129, 31})
  void greenAndRedAreEquallyLikely(int asset) {
    int[] colours = colours(asset);
    long green = IntStream.of(colours).filter(colour -> colour > 0).count();
    long red = IntStream.of(colours).filter(colour -> colour < 0).count();
    assertThat((double) green / (green + red)).isCloseTo(0.5, within(0.004));
  }

  @ParameterizedTest
  @ValueSource(ints = {76, 1, 816, 2129, 31})
  void successiveColoursAreIndependent(int asset) {
    assertIndependent(colours(asset), 0.004);
  }

  @ParameterizedTest
  @EnumSource(Timeframe.class)
  void successiveColoursAreIndependentInEveryCataloguedTimeframe(Timeframe timeframe) {
    assertIndependent(newestColours(76, timeframe.seconds(), MINUTES / 4), 0.007);
  }

  private static void assertIndependent(int[] colours, double tolerance) {
    int[] pairs = new int[4];
    int total = 0;
    for (int i = 1; i < colours.length; i++) {
      if (colours[i - 1] != 0 && colours[i] != 0) {
        pairs[(colours[i - 1] > 0 ? 2 : 0) + (colours[i] > 0 ? 1 : 0)]++;
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
    int[] colours = colours(asset);
    int operations = 0;
    int[] winsByMartingale = new int[3];
    for (int start = 0; start + QUADRANT + 3 <= colours.length; start += QUADRANT) {
      int[] quadrant = IntStream.range(start, start + QUADRANT).map(i -> colours[i]).toArray();
      int[] entries =
          IntStream.range(start + QUADRANT, start + QUADRANT + 3).map(i -> colours[i]).toArray();
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

  private static boolean hasDoji(int[] colours) {
    return IntStream.of(colours).anyMatch(colour -> colour == 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {76, 1, 816, 2129, 31})
  void twoToFivePerCentOfTheMinutesAreDojis(int asset) {
    long dojis = IntStream.of(colours(asset)).filter(colour -> colour == 0).count();
    assertThat((double) dojis / MINUTES).isBetween(0.02, 0.05);
  }

  private static int[] colours(int asset) {
    return COLOURS.computeIfAbsent(asset, it -> newestColours(it, 60, MINUTES));
  }

  /** The colours of the newest candles: 1 green, -1 red, 0 doji. */
  private static int[] newestColours(int asset, int size, int count) {
    SimulatedMarket market = Markets.of(1, asset);
    long first = market.lastClosedId(size, NOW) - count + 1;
    int[] colours = new int[count];
    for (int i = 0; i < count; i++) {
      SimulatedCandle candle = market.candle(first + i, size, NOW);
      colours[i] = Long.compare(candle.close(), candle.open());
    }
    return colours;
  }
}
