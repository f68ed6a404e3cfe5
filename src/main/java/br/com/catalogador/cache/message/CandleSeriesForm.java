package br.com.catalogador.cache.message;

import br.com.catalogador.bus.wire.WireAdapter;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.buffer.Buffer;

/**
 * Encodes candles for other servers: timeframe in seconds and number of candles in four bytes each,
 * then start, open, high, low and close of each candle in eight bytes each.
 */
public final class CandleSeriesForm implements WireAdapter<CandleSeries> {
  @Override
  public Class<CandleSeries> type() {
    return CandleSeries.class;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(CandleSeries series, Buffer out) {
    out.appendInt(series.timeframe().seconds()).appendInt(series.size());
    for (int i = 0; i < series.size(); i++) {
      out.appendLong(series.from(i))
          .appendDouble(series.open(i))
          .appendDouble(series.high(i))
          .appendDouble(series.low(i))
          .appendDouble(series.close(i));
    }
  }

  @Override
  public CandleSeries read(Buffer bytes) {
    Timeframe timeframe = Timeframe.ofSeconds(bytes.getInt(0)).orElseThrow();
    int size = bytes.getInt(Integer.BYTES);
    CandleSeries.Builder builder = new CandleSeries.Builder(timeframe, size);
    int at = 2 * Integer.BYTES;
    for (int i = 0; i < size; i++, at += 5 * Double.BYTES) {
      builder.add(
          bytes.getLong(at),
          bytes.getDouble(at + 8),
          bytes.getDouble(at + 16),
          bytes.getDouble(at + 24),
          bytes.getDouble(at + 32));
    }
    return builder.build();
  }
}
