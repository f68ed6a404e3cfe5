package br.com.catalogador.candle.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * A form of candle files, as the programs write them; every form of {@code candle-files/forms} of
 * the tests. Rows are text with fields in braces: {@code o h l c} prices with five digits, with a
 * comma behind them one with a decimal comma; {@code s ms us} the start in units of an epoch;
 * {@code end msEnd usEnd} the end; everything else a date pattern, of UTC.
 *
 * @param before the text before the first row
 * @param between the text between two rows
 */
record FormFile(String name, String before, String row, String between, String after) {
  private static final long BEGIN = 1_704_067_200;
  private static final Pattern FIELD = Pattern.compile("\\{([^{}]+)}");
  private static final String BOM = "\uFEFF";

  private static FormFile table(String name, String head, String row) {
    return new FormFile(name, head.isEmpty() ? "" : head + "\n", row, "\n", "\n");
  }

  private static FormFile json(String name, String before, String row, String after) {
    return new FormFile(name, before, row, name.endsWith("jsonl") ? "\n" : ", ", after);
  }

  private static final String PRICES = "{o},{h},{l},{c}";
  private static final String IQ =
      "<\"id\": 9000, \"from\": {s}, \"at\": {end}000000000, \"to\": {end}, \"open\": {o},"
          + " \"close\": {c}, \"min\": {l}, \"max\": {h}, \"volume\": 9>";
  private static final String OANDA =
      "<\"complete\": true, \"volume\": 9, \"time\": \"{yyyy-MM-dd'T'HH:mm:ss}.000000000Z\","
          + " \"mid\": <\"o\": \"{o}\", \"h\": \"{h}\", \"l\": \"{l}\", \"c\": \"{c}\">>";

  static final List<FormFile> ALL =
      List.of(
          table(
              "alphavantage.csv",
              "timestamp,open,high,low,close,volume",
              "{yyyy-MM-dd HH:mm:ss}," + PRICES + ",9"),
          table("binance-klines-us.csv", "", "{us}," + PRICES + ",5.1,{usEnd},6.2,9,3.1,3.8,0"),
          table("binance-klines.csv", "", "{ms}," + PRICES + ",5.1,{msEnd},6.2,9,3.1,3.8,0"),
          json(
              "binance-rest.json",
              "[",
              "[{ms}, \"{o}\", \"{h}\", \"{l}\", \"{c}\", \"5.1\", {msEnd}, \"6.2\", 9, \"3.1\","
                  + " \"3.8\", \"0\"]",
              "]"),
          json("ccxt.json", "[", "[{ms}, {o}, {h}, {l}, {c}, 5.1]", "]"),
          json(
              "deriv.json",
              "{\"echo_req\": {\"ticks_history\": \"frxEURUSD\", \"style\": \"candles\","
                  + " \"granularity\": 60}, \"msg_type\": \"candles\", \"candles\": [",
              "<\"epoch\": {s}, \"open\": {o}, \"high\": {h}, \"low\": {l}, \"close\": {c}>",
              "]}"),
          table(
              "dukascopy-gmt.csv",
              "Gmt time,Open,High,Low,Close,Volume",
              "{dd.MM.yyyy HH:mm:ss}.000," + PRICES + ",12.5"),
          table(
              "dukascopy-local.csv",
              "Local time,Open,High,Low,Close,Volume",
              "{dd.MM.yyyy HH:mm:ss}.000 GMT+0100," + PRICES + ",12.5"),
          table("excel-br-epoch.csv", BOM + "from;open;high;low;close", "{s};{o,};{h,};{l,};{c,}"),
          table(
              "excel-br.csv",
              BOM + "from;open;high;low;close",
              "{dd/MM/yyyy HH:mm};{o,};{h,};{l,};{c,}"),
          table("excel-sep-line.csv", "sep=,\nfrom,open,high,low,close", "{s}," + PRICES),
          table("histdata-ascii.csv", "", "{yyyyMMdd HHmmss};{o}0;{h}0;{l}0;{c}0;0"),
          json(
              "iqoption-frame.json",
              "{\"request_id\": \"7\", \"name\": \"candles\", \"msg\": {\"candles\": [",
              IQ,
              "]}, \"status\": 2000}"),
          json("iqoption-lines.jsonl", "", IQ, "\n"),
          table("mt4.csv", "", "{yyyy.MM.dd},{HH:mm}," + PRICES + ",17"),
          mt5("mt5-utf16.csv"),
          mt5("mt5.csv"),
          json(
              "oanda.json",
              "{\"instrument\": \"EUR_USD\", \"granularity\": \"M1\", \"candles\": [",
              OANDA,
              "]}"),
          table("our-form.csv.gz", "from,open,high,low,close", "{s}," + PRICES),
          table("pandas-float-time.csv", "from,open,high,low,close", "{s}.0," + PRICES),
          table(
              "pandas-index.csv",
              ",time,open,high,low,close,tick_volume",
              "0,{s}," + PRICES + ",17"),
          table(
              "stooq.csv",
              "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>",
              "EURUSD,1,{yyyyMMdd},{HHmmss}," + PRICES + ",0,0"),
          table("tabs.csv", "from\topen\thigh\tlow\tclose", "{s}\t{o}\t{h}\t{l}\t{c}"),
          table(
              "tradingview-iso.csv",
              "time,open,high,low,close,Volume",
              "{yyyy-MM-dd'T'HH:mm:ss}-03:00," + PRICES + ",3"),
          table("tradingview.csv", "time,open,high,low,close,Volume", "{s}," + PRICES + ",3"),
          table("utf16.csv", "from,open,high,low,close", "{s}," + PRICES),
          table(
              "yfinance.csv",
              "Datetime,Open,High,Low,Close,Adj Close,Volume",
              "{yyyy-MM-dd HH:mm:ss}+01:00," + PRICES + ",{c},3"));

  private static FormFile mt5(String name) {
    return table(
        name,
        "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>",
        "{yyyy.MM.dd}\t{HH:mm:ss}\t{o}\t{h}\t{l}\t{c}\t17\t0\t2");
  }

  static FormFile named(String name) {
    return ALL.stream().filter(form -> form.name.equals(name)).findFirst().orElseThrow();
  }

  /** A minute of a market. */
  private static final class Minute {
    private final Random random = new Random(1);
    private long time = BEGIN;
    private LocalDateTime date;
    private int open;
    private int high;
    private int low;
    private int close = 123_450;

    void next(long seconds) {
      time = seconds;
      date = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
      open = close;
      close = Math.max(100_000, open + random.nextInt(9) - 4);
      high = Math.max(open, close) + random.nextInt(3);
      low = Math.min(open, close) - random.nextInt(3);
    }
  }

  private interface Part {
    void append(StringBuilder out, Minute minute);
  }

  private static Part part(String field) {
    return switch (field) {
      case "o" -> (out, minute) -> price(out, minute.open, '.');
      case "h" -> (out, minute) -> price(out, minute.high, '.');
      case "l" -> (out, minute) -> price(out, minute.low, '.');
      case "c" -> (out, minute) -> price(out, minute.close, '.');
      case "o," -> (out, minute) -> price(out, minute.open, ',');
      case "h," -> (out, minute) -> price(out, minute.high, ',');
      case "l," -> (out, minute) -> price(out, minute.low, ',');
      case "c," -> (out, minute) -> price(out, minute.close, ',');
      case "s" -> (out, minute) -> out.append(minute.time);
      case "end" -> (out, minute) -> out.append(minute.time + 60);
      case "ms" -> (out, minute) -> out.append(minute.time * 1_000);
      case "msEnd" -> (out, minute) -> out.append(minute.time * 1_000 + 59_999);
      case "us" -> (out, minute) -> out.append(minute.time * 1_000_000);
      case "usEnd" -> (out, minute) -> out.append(minute.time * 1_000_000 + 59_999_999);
      default -> {
        DateTimeFormatter date = DateTimeFormatter.ofPattern(field, Locale.ROOT);
        yield (out, minute) -> date.formatTo(minute.date, out);
      }
    };
  }

  private static void price(StringBuilder out, int units, char point) {
    out.append(units / 100_000).append(point);
    String digits = Integer.toString(100_000 + units % 100_000);
    out.append(digits, 1, digits.length());
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    String text = row;
    int end = 0;
    Matcher field = FIELD.matcher(text);
    while (field.find()) {
      parts.add(literal(text.substring(end, field.start())));
      parts.add(part(field.group(1)));
      end = field.end();
    }
    parts.add(literal(text.substring(end)));
    return parts;
  }

  /** Angle brackets stand for braces, which begin fields. */
  private static Part literal(String text) {
    String braces = text.replace('<', '{').replace('>', '}');
    return (out, minute) -> out.append(braces);
  }

  /** Writes minutes without a gap, the newest first where the program does. */
  void write(OutputStream out, int rows) throws IOException {
    List<Part> parts = parts();
    Minute minute = new Minute();
    boolean newestFirst = name.equals("alphavantage.csv");
    try (Writer text = new OutputStreamWriter(out, charset())) {
      text.write(name.equals("mt5-utf16.csv") ? BOM + before : before);
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < rows; i++) {
        minute.next(BEGIN + 60L * (newestFirst ? rows - i : i));
        line.setLength(0);
        parts.forEach(part -> part.append(line, minute));
        text.append(line).write(i < rows - 1 ? between : after);
      }
    }
  }

  private Charset charset() {
    return switch (name) {
      case "mt5-utf16.csv" -> StandardCharsets.UTF_16LE;
      case "utf16.csv" -> StandardCharsets.UTF_16;
      default -> StandardCharsets.UTF_8;
    };
  }

  /** Writes a file of that form into a folder. */
  Path write(Path folder, int rows) throws IOException {
    Path file = folder.resolve(name);
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    write(name.endsWith(".gz") ? new GZIPOutputStream(out, 1 << 16) : out, rows);
    return file;
  }
}
