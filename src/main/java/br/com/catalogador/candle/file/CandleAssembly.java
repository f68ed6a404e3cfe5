package br.com.catalogador.candle.file;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.GroupedCandles;
import br.com.catalogador.candle.Timeframe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Makes candles of a file's rows: finds the order of the prices, the clock and the timeframe, and
 * cleans. The steps of {@link #assemble} run in this order, because each needs the one before.
 */
final class CandleAssembly {
  private static final int MINUTE = 60;

  private final ParsedFile file;
  private final Rows rows;
  private final ReadOptions options;
  private final List<Sentence> notes = new ArrayList<>();
  private final boolean closeStamp;

  private CandleAssembly(ParsedFile file, ReadOptions options) {
    this.file = file;
    this.rows = file.rows();
    this.options = options;
    this.closeStamp =
        options.stamp() == null ? file.closeTime() : options.stamp() == ReadOptions.Stamp.CLOSE;
  }

  /**
   * @throws CandleFormatException if a row is no candle, or the file is to be refused as a whole
   */
  static CandleFile of(ParsedFile file, ReadOptions options) throws CandleFormatException {
    return new CandleAssembly(file, options).assemble();
  }

  private CandleFile assemble() throws CandleFormatException {
    file.bad().refuse();
    int digits = rows.size == 0 ? -1 : Digits.clean(rows);
    arrangePrices();
    readDates();
    putInOrder();
    Spacing spacing = new Spacing(rows.times);
    if (rows.size > 0 && !file.times().anyClock()) {
      throw new CandleFormatException("daily");
    }
    Timeframe own = spacing.timeframe(file.timeframe(), options.timeframe());
    ZoneFinding zone = zone(own.seconds());
    toStarts(zone.zone(), own.seconds());
    Cleaning cleaning = clean(own.seconds());
    Timeframe timeframe = options.timeframe() == null ? own : options.timeframe();
    GroupedCandles grouped = GroupedCandles.of(series(own), timeframe);
    noteAssumptions();
    return new CandleFile(grouped.candles(), understood(grouped, zone, digits, cleaning));
  }

  private void arrangePrices() throws CandleFormatException {
    PriceOrder order =
        file.named() ? PriceOrder.OHLC : PriceOrder.ofNameless(rows, file.usualOrder());
    if (!order.fits(rows)) {
      if (file.named()) {
        order.requireNoOther(rows);
      }
      order.tellMisfits(rows, file.bad());
      file.bad().refuse();
    }
    if (!order.equals(PriceOrder.OHLC)) {
      order.arrange(rows);
      if (!order.equals(file.usualOrder())) {
        notes.add(Sentence.of("note.order"));
      }
    }
  }

  private void readDates() throws CandleFormatException {
    if (file.times().contradictory()) {
      throw new CandleFormatException("dayAndMonth");
    }
    for (int i = 0; i < rows.size; i++) {
      long time = file.times().epochSeconds(rows.times[i]);
      if (time == TimeParser.NONE) {
        Sentence place = file.bad().place(rows.places[i]);
        file.bad().add(Sentence.of("noDate", place));
      }
      rows.times[i] = time;
    }
    file.bad().refuse();
  }

  /** Puts the oldest row first; the wall times of a file that is in order stay as they passed. */
  private void putInOrder() {
    int up = 0;
    int down = 0;
    for (int i = 1; i < rows.size; i++) {
      up += rows.times[i] > rows.times[i - 1] ? 1 : 0;
      down += rows.times[i] < rows.times[i - 1] ? 1 : 0;
    }
    if (down > 20 * up) {
      rows.reverse();
    } else if (down * 20 > up) {
      rows.sort();
    }
    if (down > 0) {
      notes.add(Sentence.of("note.sorted"));
    }
  }

  private ZoneFinding zone(int timeframe) {
    boolean epochs = file.times().onlyEpochs() && format() != FileFormat.MT5_PYTHON;
    if (epochs || file.times().zoned()) {
      if (options.zone() != null) {
        notes.add(Sentence.of("note.zoneIgnored", options.zone().id()));
      }
      return ZoneFinding.of(FileZone.UTC, epochs ? ZoneFinding.From.FORMAT : ZoneFinding.From.FILE);
    }
    if (options.zone() != null) {
      return ZoneFinding.of(options.zone(), ZoneFinding.From.GIVEN);
    }
    FileZone documented = format().zone();
    return ZoneDeduction.of(rows.times, closeStamp ? 0 : timeframe, timeframe)
        .filter(it -> documented == null || it.zone().equals(FileZone.NEW_YORK))
        .orElseGet(
            () ->
                documented != null
                    ? ZoneFinding.of(documented, ZoneFinding.From.FORMAT)
                    : ZoneFinding.of(FileZone.UTC, ZoneFinding.From.UNKNOWN));
  }

  /** The shape of HistData is also that of NinjaTrader, whose times are ends. */
  private FileFormat format() {
    boolean ninja = file.format() == FileFormat.HISTDATA && closeStamp;
    return ninja ? FileFormat.NINJATRADER : file.format();
  }

  /** Turns wall times into the starts of candles in UTC, ascending. */
  private void toStarts(FileZone zone, int timeframe) throws CandleFormatException {
    FileZone.Converter converter = zone.converter();
    boolean ascending = true;
    for (int i = 0; i < rows.size; i++) {
      long time = zone.equals(FileZone.UTC) ? rows.times[i] : converter.instant(rows.times[i]);
      if (closeStamp) {
        time = -Math.floorDiv(-time, MINUTE) * MINUTE - timeframe;
      }
      if (Math.floorMod(time, timeframe) != 0) {
        file.bad()
            .add(
                Sentence.of(
                    "bad",
                    file.bad().place(rows.places[i]),
                    "from",
                    Long.toString(time),
                    Sentence.of("expected.multiple", Integer.toString(timeframe))));
      }
      rows.times[i] = time;
      ascending &= i == 0 || time >= rows.times[i - 1];
    }
    file.bad().refuse();
    if (!ascending) {
      rows.sort();
    }
  }

  private Cleaning clean(int timeframe) {
    Cleaning cleaning = new Cleaning(rows);
    cleaning.dropRepeated();
    if (!options.keepFlats()) {
      cleaning.dropFlats();
    }
    cleaning.dropRunning(timeframe, options.now());
    return cleaning;
  }

  private CandleSeries series(Timeframe timeframe) {
    for (int i = 0; i < 4; i++) {
      rows.prices[i] = exact(rows.prices[i]);
    }
    rows.times = rows.times.length == rows.size ? rows.times : Arrays.copyOf(rows.times, rows.size);
    return CandleSeries.ofColumns(
        timeframe, rows.times, rows.prices[0], rows.prices[1], rows.prices[2], rows.prices[3]);
  }

  private double[] exact(double[] column) {
    return column.length == rows.size ? column : Arrays.copyOf(column, rows.size);
  }

  private void noteAssumptions() {
    if (file.times().dayFirstAssumed()) {
      notes.add(Sentence.of("note.dayFirst"));
    }
    if (file.prices().comma()) {
      notes.add(Sentence.of("note.comma"));
    }
    if (file.times().unit() != null && !file.times().unit().equals("s")) {
      notes.add(Sentence.of("note.unit", file.times().unit()));
    }
    if (format() == FileFormat.HISTDATA) {
      notes.add(Sentence.of("note.ninjaTrader"));
    }
  }

  private Understood understood(
      GroupedCandles grouped, ZoneFinding zone, int digits, Cleaning cleaning) {
    CandleSeries candles = grouped.candles();
    int last = candles.size() - 1;
    int gaps = 0;
    int dojis = 0;
    for (int i = 0; i <= last; i++) {
      boolean gap = i > 0 && candles.from(i) - candles.from(i - 1) > candles.timeframe().seconds();
      gaps += gap ? 1 : 0;
      dojis += candles.open(i) == candles.close(i) ? 1 : 0;
    }
    String named = file.asset() == null ? options.ticker() : file.asset();
    return new Understood(
        format().label,
        named == null ? AssetName.of(options.fileName()) : named,
        candles.timeframe(),
        grouped.source(),
        candles.size(),
        last < 0 ? null : candles.from(0),
        last < 0 ? null : candles.from(last),
        zone.zone().id(),
        zone.from().name().toLowerCase(Locale.ROOT),
        zone.evidence(),
        closeStamp,
        file.times().unit(),
        digits,
        gaps,
        dojis,
        cleaning.repeated,
        cleaning.conflicts,
        cleaning.flats,
        cleaning.lastDropped,
        grouped.incomplete(),
        notes);
  }
}
