package br.com.catalogador.candle.file;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parses the fields of rows, whatever the format, and collects the rows: {@link #begin}, the fields
 * in any order, {@link #end}. A field that cannot be parsed makes a bad row, which is told at the
 * end of the file with the others.
 */
final class RowParser {
  /** The names of the prices, as messages show them. */
  static final String[] NAMES = {"open", "high", "low", "close"};

  private static final char[] NOTHING = {};
  private static final int LONGEST_SHOWN = 1_000;
  private static final int TICKERS_NAMED = 20;

  final TimeParser times;
  final PriceParser prices;
  final BadRows bad;
  final Rows rows = new Rows();

  private final String wantedTicker;
  private final int mostRows;
  private final Map<String, Integer> tickers = new LinkedHashMap<>();
  private final double[] four = new double[4];
  private final boolean[] has = new boolean[4];
  private long time;
  private int place;
  private Sentence problem;
  private boolean otherTicker;
  private boolean withoutVolume;
  private boolean isRunning;

  RowParser(TimeParser times, PriceParser prices, String unit, ReadOptions options) {
    this.times = times;
    this.prices = prices;
    this.bad = new BadRows(unit);
    this.wantedTicker = options.ticker();
    this.mostRows = options.limits().rows();
  }

  void begin(int row) {
    place = row;
    problem = null;
    otherTicker = false;
    withoutVolume = false;
    isRunning = false;
    time = TimeParser.NONE;
    for (int i = 0; i < 4; i++) {
      has[i] = false;
    }
  }

  /**
   * @param roundUp for a candle's last instant
   */
  void time(char[] text, int begin, int end, boolean roundUp) {
    time = times.parse(text, begin, end, roundUp);
    if (time == TimeParser.NONE) {
      reject("from", text, begin, end, Sentence.of("expected.time"));
    }
  }

  /** A time of day in a column of its own, after its date. */
  void clock(char[] text, int begin, int end) {
    if (time == TimeParser.NONE) {
      return;
    }
    time = times.withClock(time, text, begin, end);
    if (time == TimeParser.NONE) {
      reject("time", text, begin, end, Sentence.of("expected.clock"));
    }
  }

  /**
   * @param index of the column in the file's order of the four prices
   */
  void price(int index, char[] text, int begin, int end) {
    double price = prices.parse(text, begin, end);
    if (!(price > 0)) {
      reject(NAMES[index], text, begin, end, expected(price));
    }
    four[index] = price;
    has[index] = true;
  }

  /** What a price should have been. */
  static Sentence expected(double price) {
    return Sentence.of(Double.isNaN(price) ? "expected.price" : "expected.positive");
  }

  void volume(char[] text, int begin, int end) {
    rows.anyVolume = true;
    boolean zero = begin < end;
    for (int i = begin; i < end; i++) {
      zero &= text[i] == '0' || text[i] == '.' || text[i] == ',';
    }
    withoutVolume = zero;
  }

  void ticker(char[] text, int begin, int end) {
    String name = new String(text, begin, end - begin).strip();
    if (tickers.size() < TICKERS_NAMED || tickers.containsKey(name)) {
      tickers.merge(name, 1, Integer::sum);
    }
    otherTicker = wantedTicker != null && !wantedTicker.equals(name);
  }

  /** Says that the file calls this candle not final. */
  void running() {
    isRunning = true;
  }

  boolean hasTime() {
    return time != TimeParser.NONE || problem != null;
  }

  boolean hasPrice(int index) {
    return has[index];
  }

  /** Ends the row: it is added, or told as a bad one. */
  void end() throws CandleFormatException {
    if (otherTicker) {
      return;
    }
    if (problem == null && time == TimeParser.NONE) {
      reject("from", NOTHING, 0, 0, Sentence.of("expected.time"));
    }
    for (int i = 0; i < 4 && problem == null; i++) {
      if (!has[i]) {
        reject(NAMES[i], NOTHING, 0, 0, Sentence.of("expected.price"));
      }
    }
    if (problem == null) {
      add(time, four);
    } else {
      bad.add(problem);
    }
  }

  /** Adds a row whose fields are parsed. */
  void add(long parsedTime, double[] prices) throws CandleFormatException {
    if (rows.size == mostRows) {
      throw new CandleFormatException("tooManyRows", mostRows);
    }
    if (withoutVolume) {
      rows.withoutVolume.set(rows.size);
    }
    if (isRunning) {
      rows.running.set(rows.size);
    }
    rows.add(parsedTime, prices, place);
  }

  /** Says what is wrong with the whole row, instead of what is wrong with a field. */
  void problem(String key, Object... arguments) {
    problem = Sentence.of(key, arguments);
  }

  private void reject(String field, char[] text, int begin, int end, Sentence expected) {
    if (problem == null) {
      String found = new String(text, begin, Math.min(end - begin, LONGEST_SHOWN));
      problem("bad", bad.place(place), field, BadRows.shown(found), expected);
    }
  }

  /**
   * The file's only ticker, or the wanted one; null if it names none.
   *
   * @throws CandleFormatException if there are several and none or another is wanted
   */
  String onlyTicker() throws CandleFormatException {
    String names = String.join(", ", tickers.keySet());
    if (wantedTicker != null && !tickers.isEmpty() && !tickers.containsKey(wantedTicker)) {
      throw new CandleFormatException("noTicker", wantedTicker, names);
    }
    if (wantedTicker == null && tickers.size() > 1) {
      throw new CandleFormatException("tickers", names);
    }
    return wantedTicker != null || tickers.isEmpty()
        ? wantedTicker
        : tickers.keySet().iterator().next();
  }
}
