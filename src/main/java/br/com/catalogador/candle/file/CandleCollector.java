package br.com.catalogador.candle.file;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Collects the candles of a file with their positions; the timeframe may be unknown until the end.
 */
final class CandleCollector {
  private final String unit;
  private final double[][] prices = new double[4][1024];
  private long[] from = new long[1024];
  private int[] places = new int[1024];
  private int size;

  /**
   * @param unit unit of the positions, e.g. {@code line}
   */
  CandleCollector(String unit) {
    this.unit = unit;
  }

  /** A position as text for error messages. */
  String at(int place) {
    return unit + " " + place;
  }

  void add(int place, long time, double open, double high, double low, double close)
      throws CandleFormatException {
    if (!(low <= high)) {
      throw new CandleFormatException(at(place), "high", high, "at least low, " + low);
    }
    requireBetween(place, "open", open, low, high);
    requireBetween(place, "close", close, low, high);
    if (size == from.length) {
      grow(size * 2);
    }
    from[size] = time;
    places[size] = place;
    prices[0][size] = open;
    prices[1][size] = high;
    prices[2][size] = low;
    prices[3][size] = close;
    size++;
  }

  long requireTime(int place, OptionalLong time, Object found) throws CandleFormatException {
    if (time.isEmpty()) {
      throw new CandleFormatException(at(place), "from", quoted(found), CandleFields.TIME);
    }
    return time.getAsLong();
  }

  double requirePrice(int place, String field, double price, Object found)
      throws CandleFormatException {
    if (!Double.isFinite(price)) {
      throw new CandleFormatException(at(place), field, quoted(found), CandleFields.PRICE);
    }
    return price;
  }

  /**
   * Builds the series.
   *
   * @param timeframe null to deduce it from the smallest distance between two candles
   */
  CandleSeries series(Timeframe timeframe) throws CandleFormatException {
    Timeframe known = timeframe == null ? deduced() : timeframe;
    CandleSeries.Builder builder = new CandleSeries.Builder(known, size);
    for (int i = 0; i < size; i++) {
      if (from[i] % known.seconds() != 0) {
        String expected = "a multiple of the timeframe, " + known.seconds() + " seconds";
        throw new CandleFormatException(at(places[i]), "from", from[i], expected);
      }
      builder.add(from[i], prices[0][i], prices[1][i], prices[2][i], prices[3][i]);
    }
    return builder.build();
  }

  private Timeframe deduced() throws CandleFormatException {
    long[] times = Arrays.copyOf(from, size);
    Arrays.sort(times);
    long smallest = Long.MAX_VALUE;
    for (int i = 1; i < size; i++) {
      long distance = times[i] - times[i - 1];
      smallest = distance > 0 ? Math.min(smallest, distance) : smallest;
    }
    if (smallest == Long.MAX_VALUE) {
      throw new CandleFormatException(
          "the timeframe cannot be told from fewer than two candles: give it, "
              + CandleFields.TIMEFRAME);
    }
    long seconds = smallest;
    return Timeframe.ofSeconds(seconds)
        .orElseThrow(
            () ->
                new CandleFormatException(
                    "the smallest distance between candles is %d seconds, which is no timeframe (%s)"
                        .formatted(seconds, CandleFields.TIMEFRAME)));
  }

  private void requireBetween(int place, String field, double price, double low, double high)
      throws CandleFormatException {
    if (!(low <= price && price <= high)) {
      String expected = "between low " + low + " and high " + high;
      throw new CandleFormatException(at(place), field, price, expected);
    }
  }

  private void grow(int capacity) {
    from = Arrays.copyOf(from, capacity);
    places = Arrays.copyOf(places, capacity);
    for (int i = 0; i < prices.length; i++) {
      prices[i] = Arrays.copyOf(prices[i], capacity);
    }
  }

  private static Object quoted(Object found) {
    return found instanceof String text ? '"' + text + '"' : found;
  }
}
