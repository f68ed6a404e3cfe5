package br.com.catalogador.candle.file;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Reads a table of candles: text with a separator, with or without a header. {@link HeaderLayout}
 * and {@link NamelessLayout} say where the fields are; FastCSV splits the lines, and each field is
 * parsed where it lies in its buffer.
 */
final class TableReader {
  private final TableSample sample;
  private final TableLayout layout;
  private final RowParser parser;
  private final Row row;

  private TableReader(TableSample sample, TableLayout layout, ReadOptions options) {
    this.sample = sample;
    this.layout = layout;
    this.parser =
        new RowParser(
            new TimeParser(layout.compactDates()),
            new PriceParser(DecimalSign.of(sample, layout, options.decimal())),
            "line",
            options);
    this.row = new Row();
  }

  /**
   * Reads to the end.
   *
   * @throws CandleFormatException if this is no table of candles
   */
  static ParsedFile read(BufferedReader in, ReadOptions options) throws IOException {
    TableSample sample = TableSample.of(in);
    TableLayout layout = layout(sample, options);
    TableReader reader = new TableReader(sample, layout, options);
    reader.readRows(in);
    Rows rows = reader.parser.rows;
    rows.seal();
    String ticker = reader.parser.onlyTicker();
    return new ParsedFile(
        layout.format(),
        rows,
        reader.parser.times,
        reader.parser.prices,
        reader.parser.bad,
        PriceOrder.OHLC,
        layout.named(),
        layout.closeTime(),
        ticker == null ? layout.asset() : ticker,
        null);
  }

  private static TableLayout layout(TableSample sample, ReadOptions options)
      throws CandleFormatException {
    if (sample.records().isEmpty()) {
      throw new CandleFormatException("empty");
    }
    if (sample.fields() < TableSample.FIELDS_OF_CANDLE) {
      throw UnreadableTable.refusal(sample);
    }
    if (HeaderLayout.isHeader(sample)) {
      return HeaderLayout.of(sample);
    }
    TableLayout layout = NamelessLayout.of(sample, options.fileName());
    if (layout == null) {
      throw UnreadableTable.refusal(sample);
    }
    return layout;
  }

  private void readRows(BufferedReader in) throws IOException {
    try (CsvReader<Boolean> csv = TableSample.reader(sample.separator()).build(row, in)) {
      csv.forEach(ignored -> {});
    } catch (CsvParseException e) {
      Throwable cause = e.getCause() instanceof CsvParseException ? e.getCause() : e;
      throw new CandleFormatException(
          "notCsv", parser.bad.place(row.line), String.valueOf(cause.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Takes the fields of one row after the other from FastCSV. */
  private final class Row extends AbstractBaseCsvCallbackHandler<Boolean> {
    private final long firstLine = lineOf(layout.firstRow());
    private final int[] priceOfField = new int[layout.fields()];
    private long line;
    private boolean below;
    private boolean blank;
    private String wholeLine;
    private boolean within;

    Row() {
      Arrays.fill(priceOfField, -1);
      for (int i = 0; i < 4; i++) {
        priceOfField[layout.prices()[i]] = i;
      }
    }

    private long lineOf(int record) {
      return record < sample.lines().size() ? sample.lines().get(record) : Long.MAX_VALUE;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
      if (within) {
        return;
      }
      line = startingLineNumber;
      below = line >= firstLine;
      blank = true;
      if (below) {
        parser.begin((int) line);
      }
    }

    @Override
    protected void handleField(int index, char[] text, int begin, int length, boolean quoted) {
      if (!below) {
        return;
      }
      if (sample.wholeLinesQuoted() && quoted && index == 0 && !within) {
        wholeLine = new String(text, begin, length);
        return;
      }
      int end = begin + length;
      int first = begin;
      while (first < end && text[first] <= ' ') {
        first++;
      }
      if (first < end) {
        blank = false;
        take(index, text, first, end);
      }
    }

    private void take(int index, char[] text, int begin, int end) {
      if (index == layout.time()) {
        parser.time(text, begin, end, layout.closeTime());
      } else if (index == layout.clock()) {
        parser.clock(text, begin, end);
      } else if (index == layout.volume()) {
        parser.volume(text, begin, end);
      } else if (index == layout.ticker()) {
        parser.ticker(text, begin, end);
      } else if (index < priceOfField.length && priceOfField[index] >= 0) {
        parser.price(priceOfField[index], text, begin, end);
      }
    }

    @Override
    protected Boolean buildRecord() {
      if (wholeLine != null && !within) {
        within = true;
        TableSample.reader(sample.separator()).ofSingleCsvRecord(this, wholeLine);
        within = false;
        wholeLine = null;
      } else if (below && !blank && getRecordType() == RecordType.DATA) {
        end();
      }
      return true;
    }

    private void end() {
      if (getFieldCount() != layout.fields()) {
        parser.problem(
            layout.named() ? "fields" : "fieldsOfRows",
            parser.bad.place(line),
            Integer.toString(getFieldCount()),
            Integer.toString(layout.fields()));
      }
      try {
        parser.end();
      } catch (CandleFormatException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
