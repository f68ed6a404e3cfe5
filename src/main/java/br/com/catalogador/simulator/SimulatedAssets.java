package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.SimulatedAsset.Kind.COMMODITY;
import static br.com.catalogador.simulator.SimulatedAsset.Kind.CRYPTO;
import static br.com.catalogador.simulator.SimulatedAsset.Kind.FOREX;
import static br.com.catalogador.simulator.SimulatedAsset.Kind.INDEX;
import static br.com.catalogador.simulator.SimulatedAsset.Kind.STOCK;
import static br.com.catalogador.simulator.SimulatedAsset.State.DISABLED;
import static br.com.catalogador.simulator.SimulatedAsset.State.OFFERED;
import static br.com.catalogador.simulator.SimulatedAsset.State.SUSPENDED;

import br.com.catalogador.simulator.SimulatedAsset.Kind;
import br.com.catalogador.simulator.SimulatedAsset.State;
import java.util.List;

/**
 * The assets of the simulated broker: ids and tickers are the real broker's, prices are made up.
 */
final class SimulatedAssets {
  /** All assets, in no particular order. */
  static final List<SimulatedAsset> ALL =
      List.of(
          asset(1, "EURUSD", "EUR/USD", FOREX, 1.13825, 6, 14, 85),
          asset(2, "EURGBP", "EUR/GBP", FOREX, 0.86310, 6, 9, 82),
          asset(3, "GBPJPY", "GBP/JPY", FOREX, 197.415, 4, 18, 84),
          asset(4, "EURJPY", "EUR/JPY", FOREX, 170.390, 4, 16, 84),
          asset(5, "GBPUSD", "GBP/USD", FOREX, 1.31870, 6, 16, 85),
          asset(6, "USDJPY", "USD/JPY", FOREX, 149.700, 4, 15, 84),
          asset(7, "AUDCAD", "AUD/CAD", FOREX, 0.91440, 6, 11, 80),
          asset(72, "USDCHF", "USD/CHF", FOREX, 0.80520, 6, 11, 80),
          asset(99, "AUDUSD", "AUD/USD", FOREX, 0.65180, 6, 12, 83),
          asset(100, "USDCAD", "USD/CAD", FOREX, 1.40250, 6, 12, 81),
          asset(108, "EURAUD", "EUR/AUD", FOREX, 1.74620, 6, 17, 79),
          asset(943, "AUDCHF", "AUD/CHF", FOREX, 0.52480, 6, 9, 77, DISABLED),
          asset(946, "EURCHF", "EUR/CHF", FOREX, 0.91650, 6, 9, 76, SUSPENDED),
          asset(1861, "EURUSD-op", "EUR/USD", FOREX, 1.13825, 6, 14, 86),
          asset(1865, "USDJPY-op", "USD/JPY", FOREX, 149.700, 4, 15, 85),
          asset(1867, "GBPUSD-op", "GBP/USD", FOREX, 1.31870, 6, 16, 86),
          asset(76, "EURUSD-OTC", "EUR/USD (OTC)", FOREX, 1.13825, 6, 14, 89),
          asset(77, "EURGBP-OTC", "EUR/GBP (OTC)", FOREX, 0.86310, 6, 10, 88),
          asset(78, "USDCHF-OTC", "USD/CHF (OTC)", FOREX, 0.80520, 6, 12, 87),
          asset(79, "EURJPY-OTC", "EUR/JPY (OTC)", FOREX, 170.390, 4, 17, 90),
          asset(80, "NZDUSD-OTC", "NZD/USD (OTC)", FOREX, 0.57310, 6, 11, 86),
          asset(81, "GBPUSD-OTC", "GBP/USD (OTC)", FOREX, 1.31870, 6, 16, 90),
          asset(84, "GBPJPY-OTC", "GBP/JPY (OTC)", FOREX, 197.415, 4, 19, 91),
          asset(85, "USDJPY-OTC", "USD/JPY (OTC)", FOREX, 149.700, 4, 15, 89),
          asset(86, "AUDCAD-OTC", "AUD/CAD (OTC)", FOREX, 0.91440, 6, 12, 92),
          asset(2111, "AUDUSD-OTC", "AUD/USD (OTC)", FOREX, 0.65180, 6, 12, 88),
          asset(2112, "USDCAD-OTC", "USD/CAD (OTC)", FOREX, 1.40250, 6, 13, 88),
          asset(2113, "AUDJPY-OTC", "AUD/JPY (OTC)", FOREX, 97.580, 4, 13, 86),
          asset(2114, "GBPCAD-OTC", "GBP/CAD (OTC)", FOREX, 1.84950, 6, 17, 85),
          asset(2117, "EURCAD-OTC", "EUR/CAD (OTC)", FOREX, 1.59640, 6, 15, 87),
          asset(2120, "EURAUD-OTC", "EUR/AUD (OTC)", FOREX, 1.74620, 6, 18, 85),
          asset(2129, "AUDCHF-OTC", "AUD/CHF (OTC)", FOREX, 0.52480, 6, 9, 84),
          asset(2138, "NZDJPY-OTC", "NZD/JPY (OTC)", FOREX, 85.790, 4, 12, 83),
          asset(2298, "USDBRL-OTC", "USD/BRL (OTC)", FOREX, 4.85100, 5, 12, 86),
          asset(816, "BTCUSD", "Bitcoin", CRYPTO, 91_250, 1, 18, 84),
          asset(817, "XRPUSD", "Ripple", CRYPTO, 2.1840, 5, 9, 80),
          asset(818, "ETHUSD", "Ethereum", CRYPTO, 3_084.50, 2, 16, 83),
          asset(819, "LTCUSD", "Litecoin", CRYPTO, 94.150, 3, 14, 80),
          asset(1941, "ETHUSD-OTC", "Ethereum (OTC)", CRYPTO, 3_084.50, 2, 17, 88),
          asset(1978, "SOLUSD-OTC", "Solana (OTC)", CRYPTO, 141.300, 3, 16, 87),
          asset(2107, "XRPUSD-OTC", "Ripple (OTC)", CRYPTO, 2.1840, 5, 10, 86),
          asset(2126, "LTCUSD-OTC", "Litecoin (OTC)", CRYPTO, 94.150, 3, 15, 85, SUSPENDED),
          asset(2265, "TRUMPUSD-OTC", "TRUMP Coin (OTC)", CRYPTO, 7.4120, 4, 10, 84),
          asset(31, "AMAZON", "Amazon", STOCK, 228.450, 3, 11, 82),
          asset(32, "APPLE", "Apple", STOCK, 268.770, 3, 11, 82),
          asset(35, "FACEBOOK", "Meta", STOCK, 598.300, 3, 14, 81),
          asset(38, "MSFT", "Microsoft", STOCK, 487.120, 3, 12, 82),
          asset(167, "TESLA", "Tesla", STOCK, 404.350, 3, 18, 80),
          asset(1933, "GOOGLE-OTC", "Google (OTC)", STOCK, 289.980, 3, 12, 86),
          asset(1935, "AMAZON-OTC", "Amazon (OTC)", STOCK, 228.450, 3, 12, 87),
          asset(1936, "TESLA-OTC", "Tesla (OTC)", STOCK, 404.350, 3, 19, 85),
          asset(1938, "APPLE-OTC", "Apple (OTC)", STOCK, 268.770, 3, 12, 87),
          asset(1235, "US30", "US 30", INDEX, 46_245.5, 1, 12, 80),
          asset(1236, "USNDAQ100", "US 100", INDEX, 24_239.5, 1, 14, 80),
          asset(1239, "USSPX500", "US 500", INDEX, 6_602.95, 2, 15, 80),
          asset(1241, "UK100", "UK 100", INDEX, 9_539.70, 2, 17, 78, DISABLED),
          asset(1971, "SP500-OTC", "US 500 (OTC)", INDEX, 6_602.95, 2, 16, 85),
          asset(1972, "USNDAQ100-OTC", "US 100 (OTC)", INDEX, 24_239.5, 1, 15, 85),
          asset(74, "XAUUSD", "Gold", COMMODITY, 4_065.10, 2, 14, 84),
          asset(75, "XAGUSD", "Silver", COMMODITY, 50.0150, 4, 13, 82),
          asset(971, "USOUSD", "Crude Oil WTI", COMMODITY, 57.9800, 4, 16, 80),
          asset(1857, "XAUUSD-OTC", "Gold (OTC)", COMMODITY, 4_065.10, 2, 15, 88));

  /** An asset whose id, truncated to 32 bits, is that of GBPUSD-OTC. */
  static final SimulatedAsset WITH_LONG_ID =
      asset(4_294_967_377L, "LONGID-OTC", "Long id (OTC)", COMMODITY, 7.4120, 4, 12, 88);

  private SimulatedAssets() {}

  private static SimulatedAsset asset(
      long id,
      String ticker,
      String name,
      Kind kind,
      double price,
      int precision,
      double volatility,
      int payout) {
    return asset(id, ticker, name, kind, price, precision, volatility, payout, OFFERED);
  }

  private static SimulatedAsset asset(
      long id,
      String ticker,
      String name,
      Kind kind,
      double price,
      int precision,
      double volatility,
      int payout,
      State state) {
    return new SimulatedAsset(id, ticker, name, kind, price, precision, volatility, payout, state);
  }
}
