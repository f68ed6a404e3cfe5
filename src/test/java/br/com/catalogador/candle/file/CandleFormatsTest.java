package br.com.catalogador.candle.file;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One small file for each format and variant of it, with rows of our own making. Each holds the
 * same two candles, at 12:00 and 12:01 on the file's own clock.
 */
class CandleFormatsTest {
  private static final long NOON = Instant.parse("2026-03-10T12:00:00Z").getEpochSecond();

  /**
   * @param format as understood
   * @param shift seconds that the file's clock differs from UTC
   */
  private record Variant(String name, String format, int shift, Charset charset, String text) {
    Variant(String name, String format, String text) {
      this(name, format, 0, StandardCharsets.UTF_8, text);
    }

    Variant(String name, String format, int shift, String text) {
      this(name, format, shift, StandardCharsets.UTF_8, text);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Variant> variants() {
    return Stream.of(
        new Variant(
            "MT4, CRLF, five decimals",
            "MT4",
            "2026.03.10,12:00,1.50000,1.75000,1.25000,1.62500,105\r\n"
                + "2026.03.10,12:01,1.62500,2.00000,1.50000,1.50000,34\r\n"),
        new Variant(
            "MT4 with seconds and cut zeros",
            "MT4",
            "2026.03.10,12:00:00,1.5,1.75,1.25,1.625,149\n2026.03.10,12:01:00,1.625,2,1.5,1.5,3\n"),
        new Variant(
            "MT4 with semicolons",
            "MT4",
            "2026.03.10;12:00:00;1.5;1.75;1.25;1.625;9\n2026.03.10;12:01:00;1.625;2;1.5;1.5;9\n"),
        new Variant(
            "MT4 with one column of time",
            "CSV",
            "2026-03-10 12:00,1.5,1.75,1.25,1.625,7\n2026-03-10 12:01,1.625,2,1.5,1.5,7\n"),
        new Variant(
            "MT4 with a Spanish header",
            "CSV",
            "FECHA,HORA,APERTURA,ALTO,BAJO,CERRAR,VOLUMEN\n"
                + "2026.03.10,12:00,1.5,1.75,1.25,1.625,7\n2026.03.10,12:01,1.625,2,1.5,1.5,7\n"),
        new Variant(
            "MT4 with a Spanish header for both columns of the time",
            "CSV",
            "FECHA;APERTURA;ALTO;BAJO;CERRAR\n"
                + "2026.03.10 12:00;1.5;1.75;1.25;1.625\n2026.03.10 12:01;1.625;2;1.5;1.5\n"),
        new Variant(
            "a header with one name for date and time",
            "CSV",
            "Date,Open,High,Low,Close\n"
                + "2026.03.10,12:00,1.5,1.75,1.25,1.625\n2026.03.10,12:01,1.625,2,1.5,1.5\n"),
        new Variant(
            "MT5, names without brackets, CRLF",
            "MT5",
            "date\ttime\topen\thigh\tlow\tclose\ttickvolume\tvolume\tspread\r\n"
                + "2026.03.10\t12:00:00\t1.5\t1.75\t1.25\t1.625\t8\t0\t47\r\n"
                + "2026.03.10\t12:01:00\t1.625\t2\t1.5\t1.5\t8\t0\t47\r\n"),
        new Variant(
            "MT5 through Python, with a second time and columns of indicators",
            "MetaTrader5 (Python)",
            ",time,open,high,low,close,tick_volume,spread,real_volume,data,M9\n"
                + "0,1773144000,1.5,1.75,1.25,1.625,20,8,0,2026-03-10 12:00:00,\n"
                + "1,1773144060,1.625,2,1.5,1.5,20,8,0,2026-03-10 12:01:00,\n"),
        new Variant(
            "HistData for MetaTrader: New York without summer time",
            "HistData (MT4)",
            5 * 3600,
            "2026.03.10,12:00,1.500000,1.750000,1.250000,1.625000,0\n"
                + "2026.03.10,12:01,1.625000,2.000000,1.500000,1.500000,0\n"),
        new Variant(
            "HistData ASCII",
            "HistData",
            5 * 3600,
            "20260310 120000;1.500000;1.750000;1.250000;1.625000;0\n"
                + "20260310 120100;1.625000;2.000000;1.500000;1.500000;0\n"),
        new Variant(
            "Dukascopy, local time",
            "Dukascopy",
            -7 * 3600,
            "Local time,Open,High,Low,Close,Volume\n"
                + "10.03.2026 12:00:00.000 GMT+0700,1.5,1.75,1.25,1.625,9899.999999999998\n"
                + "10.03.2026 12:01:00.000 GMT+0700,1.625,2,1.5,1.5,8100\n"),
        new Variant(
            "dukascopy-node",
            "dukascopy-node",
            "timestamp,open,high,low,close,volume\n"
                + "1773144000000,1.5,1.75,1.25,1.625,165569.8187\n"
                + "1773144060000,1.625,2,1.5,1.5,147916.4607\n"),
        new Variant(
            "Binance, months of both units in one file",
            "Binance",
            "1773144000000,1.50000000,1.75000000,1.25000000,1.62500000,27.0,1773144059999,8.5,1,0,0,0\n"
                + "1773144060000000,1.62500000,2.00000000,1.50000000,1.50000000,27.0,1773144119999999,8.5,1,0,0,0\n"),
        new Variant(
            "Binance futures with a header",
            "Binance",
            "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
                + "taker_buy_quote_volume,ignore\n"
                + "1773144000000,1.5,1.75,1.25,1.625,180.7,1773144059999,17.0,34,12.0,11.6,0\n"
                + "1773144060000,1.625,2,1.5,1.5,180.7,1773144119999,17.0,34,12.0,11.6,0\n"),
        new Variant(
            "only times of the close",
            "CSV",
            "close_time,open,high,low,close\n1773144059999,1.5,1.75,1.25,1.625\n"
                + "1773144119999,1.625,2,1.5,1.5\n"),
        new Variant(
            "TradingView with columns of indicators",
            "TradingView",
            "time,open,high,low,close,EMA,Volume MA\n1773144000,1.5,1.75,1.25,1.625,,1\n"
                + "1773144060,1.625,2,1.5,1.5,1.5,1\n"),
        new Variant(
            "TradingView, ISO times",
            "TradingView",
            "time,open,high,low,close\n2026-03-10T12:00:00Z,1.5,1.75,1.25,1.625\n"
                + "2026-03-10T12:01:00Z,1.625,2,1.5,1.5\n"),
        new Variant(
            "pandas without header, times with offset",
            "CSV",
            "2026-03-10 12:00:00+00:00,1.5,1.75,1.25,1.625\n"
                + "2026-03-10 12:01:00+00:00,1.625,2,1.5,1.5\n"),
        new Variant(
            "yfinance of today: three rows of header, close first",
            "yfinance",
            4 * 3600,
            "Price,Close,High,Low,Open,Volume\nTicker,NVDA,NVDA,NVDA,NVDA,NVDA\nDatetime,,,,,\n"
                + "2026-03-10 12:00:00-04:00,1.625,1.75,1.25,1.5,411254000\n"
                + "2026-03-10 12:01:00-04:00,1.5,2,1.5,1.625,320896000\n"),
        new Variant(
            "Alpha Vantage, newest first, CRLF",
            "Alpha Vantage",
            "timestamp,open,high,low,close\r\n2026-03-10 12:01:00,1.625,2.0000,1.5000,1.5000\r\n"
                + "2026-03-10 12:00:00,1.5000,1.7500,1.2500,1.6250\r\n"),
        new Variant(
            "Stooq",
            "Stooq/Finam",
            "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n"
                + "EURUSD,1,20260310,120000,1.5,1.75,1.25,1.625,0,0\n"
                + "EURUSD,1,20260310,120100,1.625,2,1.5,1.5,0,0\n"),
        new Variant(
            "Stooq, the second shape",
            "Stooq/Finam",
            "Symbol,Date,Time,Open,High,Low,Close,Volume\n"
                + "EURUSD,2026-03-10,12:00:00,1.5,1.75,1.25,1.625,0\n"
                + "EURUSD,2026-03-10,12:01:00,1.625,2,1.5,1.5,0\n"),
        new Variant(
            "Finam without header",
            "Stooq/Finam",
            "USDRUB,1,20260310,120000,1.5000000,1.7500000,1.2500000,1.6250000,3\n"
                + "USDRUB,1,20260310,120100,1.6250000,2.0000000,1.5000000,1.5000000,3\n"),
        new Variant(
            "cTrader, semicolons",
            "cTrader",
            "timestamp;open;high;low;close;volume\n2026-03-10 12:00:00;1.5;1.75;1.25;1.625;1234\n"
                + "2026-03-10 12:01:00;1.625;2;1.5;1.5;1234\n"),
        new Variant(
            "cTrader, semicolons and decimal commas",
            "cTrader",
            "timestamp;open;high;low;close;volume\n2026-03-10 12:00:00;1,5;1,75;1,25;1,625;1234\n"
                + "2026-03-10 12:01:00;1,625;2;1,5;1,5;1234\n"),
        new Variant(
            "cTrader with instrument",
            "cTrader",
            "DateTime,Instrument,Granularity,Open,High,Low,Close,Volume,Spread\n"
                + "2026-03-10 12:00:00.000,EURUSD,M1,1.5,1.75,1.25,1.625,100,0.0002\n"
                + "2026-03-10 12:01:00.000,EURUSD,M1,1.625,2,1.5,1.5,100,0.0002\n"),
        new Variant(
            "pandas with a nameless time",
            "CSV",
            ",Open,High,Low,Close,Volume\n2026-03-10 12:00:00,1.5,1.75,1.25,1.625,14\n"
                + "2026-03-10 12:01:00,1.625,2,1.5,1.5,14\n"),
        new Variant(
            "float noise",
            "CSV",
            "Date,open,high,low,close,volume\n"
                + "2026-03-10 12:00:00,1.5,1.75,1.25,1.6250000000000002,6\n"
                + "2026-03-10 12:01:00,1.6249999999999998,2.0,1.5,1.5,8\n"),
        new Variant(
            "FXCM: commas within quotes, bid and ask, newest first",
            "CSV",
            "Date,\"EUR/USD(Open, Bid)\",\"EUR/USD(High, Bid)\",\"EUR/USD(Low,"
                + " Bid)\",\"EUR/USD(Close, Bid)\",\"EUR/USD(Open, Ask)\"\n"
                + "10/03/2026 12:01:00,1.625,2,1.5,1.5,9\n"
                + "10/03/2026 12:00:00,1.5,1.75,1.25,1.625,9\n"),
        new Variant(
            "Investing.com's columns: close first, decimal commas in quotes, windows-1252",
            "Investing.com",
            0,
            Charset.forName("windows-1252"),
            "\"Data\",\"Último\",\"Abertura\",\"Máxima\",\"Mínima\",\"Vol.\",\"Var%\"\n"
                + "\"10.03.2026 12:01\",\"1,500\",\"1,625\",\"2,000\",\"1,500\",\"2K\",\"0,1%\"\n"
                + "\"10.03.2026 12:00\",\"1,625\",\"1,500\",\"1,750\",\"1,250\",\"2K\",\"0,1%\"\n"),
        new Variant(
            "Excel in the United States: month first, AM and PM",
            "CSV",
            "Date,Open,High,Low,Close\n3/10/2026 12:00 PM,1.5,1.75,1.25,1.625\n"
                + "3/10/2026 12:01 PM,1.625,2,1.5,1.5\n3/25/2026 11:59 PM,1,1,1,1\n"),
        new Variant(
            "each line one quoted field",
            "Catalogador",
            "\"from,open,high,low,close\"\n\"1773144000,1.5,1.75,1.25,1.625\"\n"
                + "\"1773144060,1.625,2,1.5,1.5\"\n"),
        new Variant(
            "bars between",
            "Catalogador",
            "from|open|high|low|close\n"
                + "1773144000|1.5|1.75|1.25|1.625\n"
                + "1773144060|1.625|2|1.5|1.5\n"),
        new Variant(
            "comments and the separator's line",
            "Catalogador",
            "# exported\nsep=;\nfrom;open;high;low;close\n1773144000;1.5;1.75;1.25;1.625\n"
                + "# half\n1773144060;1.625;2;1.5;1.5\n"),
        new Variant(
            "IQ Option's stream, a candle told twice",
            "IQ Option",
            iqOption(1773144000, 1.5, 1.6, 1773144030)
                + iqOption(1773144000, 1.5, 1.625, 1773144060)
                + "{\"name\":\"candle-generated\",\"msg\":{\"active_id\":1,\"size\":60,\"at\":1773144120,\"from\":1773144060,\"to\":1773144120,\"open\":1.625,\"close\":1.5,\"min\":1.5,\"max\":2,\"phase\":\"E\"}}\n"),
        new Variant(
            "IQ Option printed by Python",
            "IQ Option",
            "[{'id': 1, 'from': 1773144000, 'at': 1773144060000000000, 'to': 1773144060, 'open':"
                + " 1.5, 'close': 1.625, 'min': 1.25, 'max': 1.75, 'volume': 9}, {'id': 2, 'from':"
                + " 1773144060, 'at': 1773144120000000000, 'to': 1773144120, 'open': 1.625,"
                + " 'close': 1.5, 'min': 1.5, 'max': 2, 'volume': 9}]"),
        new Variant(
            "Deriv's ohlc messages: numbers as text",
            "Deriv",
            deriv(1773144055, 1773144000, "1.5", "1.75", "1.25", "1.625")
                + deriv(1773144119, 1773144060, "1.625", "2", "1.5", "1.5")),
        new Variant(
            "Binance REST",
            "Binance",
            "[[1773144000000,\"1.5\",\"1.75\",\"1.25\",\"1.625\",\"5\",1773144059999,\"6\",9,\"3\",\"3\","
                + "\"0\"],[1773144060000,\"1.625\",\"2\",\"1.5\",\"1.5\",\"5\",1773144119999,\"6\",9,\"3\","
                + "\"3\",\"0\"]]"),
        new Variant(
            "CoinGecko: five values in the usual order",
            "Catalogador",
            "[[1773144000000,1.5,1.75,1.25,1.625],[1773144060000,1.625,2,1.5,1.5]]"),
        new Variant(
            "Bitfinex: close before high",
            "ccxt",
            "[[1773144000000,1.5,1.625,1.75,1.25,7],[1773144060000,1.625,1.5,2,1.5,7]]"),
        new Variant(
            "columns of one letter, as chart libraries take them",
            "JSON",
            "{\"s\":\"ok\",\"t\":[1773144000,1773144060],\"o\":[1.5,1.625],\"h\":[1.75,2],\"l\":[1.25,1.5],"
                + "\"c\":[1.625,1.5],\"v\":[1,2]}"));
  }

  private static String iqOption(long from, double open, double close, long at) {
    return "{\"name\":\"candle-generated\",\"msg\":{\"active_id\":1,\"size\":60,\"at\":"
        + at
        + ",\"from\":"
        + from
        + ",\"to\":"
        + (from + 60)
        + ",\"open\":"
        + open
        + ",\"close\":"
        + close
        + ",\"min\":1.25,\"max\":1.75,\"phase\":\"E\"}}\n";
  }

  private static String deriv(long epoch, long from, String... prices) {
    return "{\"msg_type\":\"ohlc\",\"ohlc\":{\"epoch\":"
        + epoch
        + ",\"open_time\":"
        + from
        + ",\"open\":\""
        + prices[0]
        + "\",\"high\":\""
        + prices[1]
        + "\",\"low\":\""
        + prices[2]
        + "\",\"close\":\""
        + prices[3]
        + "\",\"granularity\":60}}\n";
  }

  @ParameterizedTest
  @MethodSource("variants")
  void readsTheTwoCandlesOfEveryVariant(Variant variant) throws IOException {
    byte[] bytes = variant.text().getBytes(variant.charset());
    CandleFile read = CandleReader.read(new ByteArrayInputStream(bytes), ReadOptions.none());

    long start = NOON + variant.shift();
    CandleSeries expected =
        CandleSeries.of(
            Timeframe.M1,
            List.of(
                new Candle(start, 1.5, 1.75, 1.25, 1.625),
                new Candle(start + 60, 1.625, 2, 1.5, 1.5)));
    assertThat(read.candles().between(start, start + 120)).isEqualTo(expected);
    assertThat(read.understood().format()).isEqualTo(variant.format());
  }
}
