package br.com.catalogador.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Archives on disk outlive the program that wrote them, so the same market must stay the same. */
class MarketVersionTest {
  private static final long NOW = 1_790_209_945;
  private static final int CANDLES = 300;

  @Test
  void theMarketOfAVersionNeverChanges() {
    CRC32 prices = new CRC32();
    for (long asset : new long[] {76, 1, 816, 31, 1235}) {
      SimulatedMarket market = Markets.of(1, asset);
      for (int size : new int[] {60, 300, 900}) {
        long last = market.lastClosedId(size, NOW);
        for (long id = last - CANDLES; id <= last; id++) {
          prices.update(market.candle(id, size, NOW).toString().getBytes());
        }
      }
    }

    assertThat(SimulatorOptions.MARKET_VERSION + ": " + prices.getValue())
        .as("other prices: raise SimulatorOptions.MARKET_VERSION, and write the new sum here")
        .isEqualTo("1: 3616602900");
  }
}
