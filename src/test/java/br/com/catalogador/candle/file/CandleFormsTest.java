package br.com.catalogador.candle.file;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same 25 candles in every form that programs write. */
class CandleFormsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "mt4.csv              | MT4                  | -      | unknown | UTC",
        "mt5.csv              | MT5                  | -      | unknown | UTC",
        "mt5-utf16.csv        | MT5                  | -      | unknown | UTC",
        "histdata-ascii.csv   | HistData             | -      | format  | -05:00",
        "dukascopy-gmt.csv    | Dukascopy            | -      | format  | UTC",
        "dukascopy-local.csv  | Dukascopy            | -      | file    | UTC",
        "binance-klines.csv   | Binance              | ms     | format  | UTC",
        "binance-klines-us.csv | Binance             | us     | format  | UTC",
        "binance-rest.json    | Binance              | ms     | format  | UTC",
        "ccxt.json            | ccxt                 | ms     | format  | UTC",
        "tradingview.csv      | TradingView          | s      | format  | UTC",
        "tradingview-iso.csv  | TradingView          | -      | file    | UTC",
        "yfinance.csv         | yfinance             | -      | file    | UTC",
        "alphavantage.csv     | Alpha Vantage        | -      | unknown | UTC",
        "stooq.csv            | Stooq/Finam          | -      | unknown | UTC",
        "oanda.json           | Oanda                | -      | file    | UTC",
        "deriv.json           | Deriv                | s      | format  | UTC",
        "iqoption-frame.json  | IQ Option            | s      | format  | UTC",
        "iqoption-lines.jsonl | IQ Option            | s      | format  | UTC",
        "pandas-index.csv     | MetaTrader5 (Python) | s      | unknown | UTC",
        "pandas-float-time.csv | Catalogador         | s      | format  | UTC",
        "excel-br.csv         | CSV                  | -      | unknown | UTC",
        "excel-br-epoch.csv   | Catalogador          | s      | format  | UTC",
        "tabs.csv             | Catalogador          | s      | format  | UTC",
        "utf16.csv            | Catalogador          | s      | format  | UTC",
        "our-form.csv.gz      | Catalogador          | s      | format  | UTC",
        "excel-sep-line.csv   | Catalogador          | s      | format  | UTC",
      })
  void readsEveryFormAsTheSameCandles(
      String file, String format, String unit, String zoneFrom, String zone) throws IOException {
    CandleFile read = read(file);

    assertThat(read.candles()).isEqualTo(expected());
    Understood understood = read.understood();
    assertThat(understood.format()).isEqualTo(format);
    assertThat(understood.unit()).isEqualTo(unit);
    assertThat(understood.zoneFrom()).isEqualTo(zoneFrom);
    assertThat(understood.zone()).isEqualTo(zone);
    assertThat(understood.timeframe()).isEqualTo(Timeframe.M1);
    assertThat(understood.digits()).isEqualTo(5);
    assertThat(understood.candles()).isEqualTo(25);
    assertThat(
            List.of(
                understood.gaps(),
                understood.dojis(),
                understood.repeated(),
                understood.conflicts(),
                understood.flatsDropped(),
                understood.shortBlocks()))
        .containsOnly(0);
    assertThat(understood.lastDropped()).isFalse();
  }

  private static CandleFile read(String file) throws IOException {
    try (InputStream in = stream("/candle-files/forms/" + file)) {
      return CandleReader.read(in, ReadOptions.none().withFileName(file));
    }
  }

  private static CandleSeries expected() throws IOException {
    try (InputStream in = stream("/candle-files/expected.json")) {
      JsonArray rows =
          new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8))
              .getJsonArray("input");
      CandleSeries.Builder series = new CandleSeries.Builder(Timeframe.M1, rows.size());
      for (Object each : rows) {
        JsonArray row = (JsonArray) each;
        series.add(
            new Candle(
                row.getLong(0),
                row.getDouble(1),
                row.getDouble(4),
                row.getDouble(3),
                row.getDouble(2)));
      }
      return series.build();
    }
  }

  private static InputStream stream(String path) {
    return CandleFormsTest.class.getResourceAsStream(path);
  }
}
