package br.com.catalogador.cache;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import java.util.List;
import java.util.stream.LongStream;

/** The market of all tests: a candle's prices follow from its time. */
final class Market {
  private Market() {}

  static Candle candle(long from) {
    double open = 1 + from % 10_007 / 10_007.0;
    return new Candle(from, open, open + 0.2, open - 0.2, open + 0.1);
  }

  /** One-minute candles of {@code [from, to)} seconds without holes. */
  static CandleSeries minutes(long from, long to) {
    return CandleSeries.of(Timeframe.M1, candles(from, to));
  }

  /** The same with a hole of {@code [holeFrom, holeTo)} seconds. */
  static CandleSeries minutes(long from, long holeFrom, long holeTo, long to) {
    return CandleSeries.of(
        Timeframe.M1,
        candles(from, to).stream()
            .filter(candle -> candle.from() < holeFrom || candle.from() >= holeTo)
            .toList());
  }

  static List<Candle> candles(long from, long to) {
    return LongStream.iterate(from, time -> time < to, time -> time + 60)
        .mapToObj(Market::candle)
        .toList();
  }
}
