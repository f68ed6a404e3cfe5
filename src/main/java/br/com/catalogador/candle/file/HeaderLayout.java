package br.com.catalogador.candle.file;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds a table's fields by the names in its header. */
final class HeaderLayout {
  private final TableSample sample;
  private final List<String> names;
  private final List<String> row;
  private final int firstRow;
  private final boolean yfinance;
  private final int[] prices = {-1, -1, -1, -1};
  private int time = -1;
  private int clock = -1;
  private boolean closeTime;

  private HeaderLayout(TableSample sample) {
    this.sample = sample;
    names =
        sample.row(0).stream().map(ColumnNames::normalised).collect(toCollection(ArrayList::new));
    // yfinance writes three: names, tickers, and the name of the time
    yfinance = sample.row(1).size() > 1 && sample.row(1).get(0).equals("Ticker");
    firstRow = yfinance ? 3 : 1;
    row = sample.row(firstRow);
    if (yfinance) {
      names.set(0, "date");
    }
  }

  /** Whether a sample begins with a header: at least two of the names are known. */
  static boolean isHeader(TableSample sample) {
    return sample.row(0).stream().map(ColumnNames::normalised).filter(ColumnNames::isKnown).count()
        >= 2;
  }

  /**
   * @throws CandleFormatException if a name is missing or there twice
   */
  static TableLayout of(TableSample sample) throws CandleFormatException {
    return new HeaderLayout(sample).layout();
  }

  private TableLayout layout() throws CandleFormatException {
    // One name for two columns: the date and its time of day.
    if (names.size() + 1 == row.size() && row.size() > 1 && FieldShape.isClock(row.get(1))) {
      names.add(1, "time");
    }
    findPrices();
    findTime();
    String timeName = names.get(time);
    boolean compact = !List.of("from", "timestamp", "epoch", "ts", "t").contains(timeName);
    return new TableLayout(
        format(),
        yfinance ? sample.row(1).get(1) : null,
        firstRow,
        names.size(),
        time,
        clock,
        closeTime,
        prices,
        true,
        first(ColumnNames.VOLUME),
        names.stream()
            .filter(ColumnNames.TICKER::contains)
            .mapToInt(names::indexOf)
            .findFirst()
            .orElse(-1),
        compact);
  }

  private void findPrices() throws CandleFormatException {
    for (int i = 0; i < names.size(); i++) {
      int price = ColumnNames.price(names.get(i));
      if (price >= 0) {
        if (prices[price] >= 0) {
          throw new CandleFormatException("twoColumns", line(), RowParser.NAMES[price]);
        }
        prices[price] = i;
      }
    }
    for (int i = 0; i < names.size(); i++) {
      prices[3] = prices[3] < 0 && ColumnNames.isWeakClose(names.get(i)) ? i : prices[3];
    }
  }

  private void findTime() throws CandleFormatException {
    findDateAndClock();
    for (String name : ColumnNames.TIME) {
      int index = names.indexOf(name);
      boolean usable = index >= 0 && (index >= row.size() || FieldShape.isTime(row.get(index)));
      time = time < 0 && usable ? index : time;
    }
    if (time < 0) {
      time = first(ColumnNames.TIME);
    }
    if (time < 0) {
      time =
          names.stream()
              .filter(ColumnNames.CLOSE_TIME::contains)
              .mapToInt(names::indexOf)
              .findFirst()
              .orElse(-1);
      closeTime = time >= 0;
    }
    if (time < 0 && names.get(0).isEmpty() && !row.isEmpty() && FieldShape.isTime(row.get(0))) {
      time = 0;
    }
    requireAll();
  }

  private void findDateAndClock() {
    for (int i = 0; i < names.size() && i < row.size(); i++) {
      if (ColumnNames.DATE.contains(names.get(i)) && FieldShape.isDate(row.get(i))) {
        time = time < 0 ? i : time;
      }
      if (ColumnNames.CLOCK.contains(names.get(i)) && FieldShape.isNamedClock(row.get(i))) {
        clock = clock < 0 ? i : clock;
      }
    }
    if (time < 0 || clock < 0) {
      time = -1;
      clock = -1;
    }
  }

  private void requireAll() throws CandleFormatException {
    if (time < 0) {
      throw new CandleFormatException("noColumn", line(), "from");
    }
    for (int i = 0; i < prices.length; i++) {
      if (prices[i] < 0) {
        throw new CandleFormatException("noColumn", line(), RowParser.NAMES[i]);
      }
    }
  }

  private Sentence line() {
    return Sentence.of("line", Long.toString(sample.lines().get(0)));
  }

  private int first(List<String> wanted) {
    return wanted.stream().mapToInt(names::indexOf).filter(it -> it >= 0).findFirst().orElse(-1);
  }

  private FileFormat format() {
    List<String> raw = sample.row(0);
    boolean epoch = time < row.size() && FieldShape.isEpoch(row.get(time));
    if (yfinance || names.get(time).equals("datetime") && names.contains("adjclose")) {
      return FileFormat.YFINANCE;
    }
    if (names.contains("adjclose")) {
      return FileFormat.YAHOO;
    }
    if (names.contains("tickvol") || names.contains("tickvolume") && clock >= 0) {
      return FileFormat.MT5;
    }
    if (epoch && names.get(time).equals("time") && names.contains("tickvolume")) {
      return FileFormat.MT5_PYTHON;
    }
    if (names.contains("gmttime")) {
      return FileFormat.DUKASCOPY_GMT;
    }
    if (names.contains("localtime")) {
      return FileFormat.DUKASCOPY;
    }
    if (names.contains("opentime") && names.contains("closetime")) {
      return FileFormat.BINANCE;
    }
    if (raw.contains("<PER>")
        || raw.equals(
            List.of("Symbol", "Date", "Time", "Open", "High", "Low", "Close", "Volume"))) {
      return FileFormat.STOOQ;
    }
    if (names.contains("granularity") && names.contains("spread")) {
      return FileFormat.CTRADER;
    }
    if (names.contains("ultimo") && names.contains("abertura")) {
      return FileFormat.INVESTING;
    }
    boolean plain = startsWith(raw, "timestamp", "open", "high", "low", "close");
    if (plain && epoch) {
      return FileFormat.DUKASCOPY_NODE;
    }
    if (plain) {
      return sample.separator() == ';' ? FileFormat.CTRADER : FileFormat.ALPHA_VANTAGE;
    }
    if (startsWith(raw, "time", "open", "high", "low", "close")) {
      return FileFormat.TRADINGVIEW;
    }
    return names.get(time).equals("from") && epoch ? FileFormat.OURS : FileFormat.CSV;
  }

  private static boolean startsWith(List<String> raw, String... wanted) {
    return raw.size() >= wanted.length
        && raw.subList(0, wanted.length).equals(Arrays.asList(wanted));
  }
}
