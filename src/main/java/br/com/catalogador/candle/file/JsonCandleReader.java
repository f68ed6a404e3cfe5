package br.com.catalogador.candle.file;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.candle.file.CandleFields.Column;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Reads candles as JSON, in any order, in one of these forms:
 *
 * <ul>
 *   <li>{@code [{"from":…,"open":…,"high":…,"low":…,"close":…}, …]}, with {@code max} and {@code
 *       min} for high and low allowed;
 *   <li>{@code [[from, open, close, min, max], …]};
 *   <li>{@code {"from":[…],"open":[…],"high":[…],"low":[…],"close":[…]}}, the columns of {@code GET
 *       /candles};
 *   <li>{@code {"candles": …}} around any of them.
 * </ul>
 *
 * <p>An object may name its {@code timeframe}, in seconds or as {@code M1}; other fields beside the
 * candles are ignored, also a {@code from} of the whole range, but a document in none of these
 * forms is rejected. {@code from} as in {@link CsvCandleReader}; prices are numbers. Errors count
 * items from 1.
 */
final class JsonCandleReader {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();
  private static final Column[] TUPLE = {
    Column.FROM, Column.OPEN, Column.CLOSE, Column.LOW, Column.HIGH
  };
  private static final int MAX_FIELDS_NAMED = 10;
  private static final int MAX_NAME = 40;
  private static final String TUPLE_FORM = "[from, open, close, min, max]";

  private final JsonParser parser;
  private final CandleCollector candles = new CandleCollector("item");
  private final Map<Column, double[]> columns = new EnumMap<>(Column.class);
  private final double[] candle = new double[Column.values().length];
  private final Map<Column, String> singleValues = new EnumMap<>(Column.class);
  private final Set<String> otherFields = new LinkedHashSet<>();
  private Timeframe timeframe;
  private boolean hasList;
  private int item;

  private JsonCandleReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads to the end.
   *
   * @param timeframe null to take it from the document, or to deduce it from the smallest distance
   *     between two candles
   * @throws CandleFormatException if an item is not a candle, naming it
   */
  static CandleSeries read(Reader in, Timeframe timeframe) throws IOException {
    try (JsonParser parser = JSON.createParser(in)) {
      JsonCandleReader reader = new JsonCandleReader(parser);
      try {
        parser.nextToken();
        reader.readCandles();
        if (parser.nextToken() != null) {
          throw new CandleFormatException("there is more after the end of the JSON value");
        }
      } catch (JsonProcessingException e) {
        throw unreadable(parser, e);
      }
      return reader.series(timeframe);
    }
  }

  private static CandleFormatException unreadable(JsonParser parser, JsonProcessingException e) {
    // The parser reports its limits without a position.
    JsonLocation place = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    boolean limit = e instanceof StreamConstraintsException;
    String why =
        limit ? e.getOriginalMessage().replaceAll(", from `[^`]*`", "") : e.getOriginalMessage();
    return new CandleFormatException(
        "line %d, column %d: %s: %s"
            .formatted(
                place.getLineNr(),
                place.getColumnNr(),
                limit ? "larger than candles are" : "not JSON",
                why));
  }

  private CandleSeries series(Timeframe requested) throws CandleFormatException {
    requireCandles();
    addColumns();
    if (requested != null && timeframe != null && requested != timeframe) {
      throw new CandleFormatException(
          "the candles' own timeframe is %d seconds, not %d"
              .formatted(timeframe.seconds(), requested.seconds()));
    }
    return candles.series(requested == null ? timeframe : requested);
  }

  /**
   * A document in none of the forms is an error, not an empty series; the message names what was
   * found.
   */
  private void requireCandles() throws CandleFormatException {
    if (hasList) {
      return;
    }
    for (Map.Entry<Column, String> single : singleValues.entrySet()) {
      throw new CandleFormatException(
          "%s is %s, expected an array with one value per candle"
              .formatted(single.getKey().label, single.getValue()));
    }
    if (columns.isEmpty()) {
      throw new CandleFormatException(
          "found an object with %s, expected candles: an array of them, \"candles\", or columns"
              .formatted(
                  otherFields.isEmpty()
                      ? "no fields"
                      : "the fields " + String.join(", ", otherFields)));
    }
  }

  private void readCandles() throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      hasList = true;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        item++;
        readItem();
      }
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        readField(parser.currentName());
      }
    } else {
      throw new CandleFormatException(
          "found %s, expected an array of candles or an object".formatted(parser.getText()));
    }
  }

  private void readField(String name) throws IOException {
    parser.nextToken();
    Optional<Column> column = CandleFields.column(name);
    if (name.equals("candles")) {
      readCandles();
    } else if (name.equals("timeframe")) {
      readTimeframe();
    } else if (column.isPresent()) {
      readColumnOrValue(column.get());
    } else {
      if (otherFields.size() < MAX_FIELDS_NAMED) {
        otherFields.add(shortened(name));
      }
      parser.skipChildren();
    }
  }

  private static String shortened(String name) {
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
  }

  /** A single value may describe the whole range, beside a list of candles. */
  private void readColumnOrValue(Column column) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      columns.put(column, readColumn(column));
    } else {
      singleValues.put(column, parser.getText());
      parser.skipChildren();
    }
  }

  private void readTimeframe() throws IOException {
    String text = parser.getText();
    timeframe =
        Arrays.stream(Timeframe.values())
            .filter(it -> text.equals(it.name()) || text.equals(Integer.toString(it.seconds())))
            .findFirst()
            .orElseThrow(
                () ->
                    new CandleFormatException(
                        "timeframe is %s, expected %s (M1, M5 or M15)"
                            .formatted(text, CandleFields.TIMEFRAME)));
  }

  private void readItem() throws IOException {
    Arrays.fill(candle, Double.NaN);
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      readNamedValues();
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      readTuple();
    } else {
      throw new CandleFormatException(
          "%s is %s, expected an object or %s"
              .formatted(candles.at(item), parser.getText(), TUPLE_FORM));
    }
    addCandle();
  }

  private void readNamedValues() throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Optional<Column> column = CandleFields.column(parser.currentName());
      parser.nextToken();
      if (column.isPresent()) {
        candle[column.get().ordinal()] = value(column.get());
      } else {
        parser.skipChildren();
      }
    }
    for (Column column : Column.values()) {
      if (Double.isNaN(candle[column.ordinal()])) {
        throw new CandleFormatException(candles.at(item) + ": there is no " + column.label);
      }
    }
  }

  private void readTuple() throws IOException {
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count < TUPLE.length) {
        candle[TUPLE[count].ordinal()] = value(TUPLE[count]);
      }
      count++;
    }
    if (count != TUPLE.length) {
      throw new CandleFormatException(
          "%s: %d values, expected %s".formatted(candles.at(item), count, TUPLE_FORM));
    }
  }

  private double[] readColumn(Column column) throws IOException {
    DoubleStream.Builder values = DoubleStream.builder();
    for (item = 1; parser.nextToken() != JsonToken.END_ARRAY; item++) {
      values.add(value(column));
    }
    return values.build().toArray();
  }

  private void addColumns() throws CandleFormatException {
    if (columns.isEmpty()) {
      return;
    }
    int size = columns.values().iterator().next().length;
    for (Column column : Column.values()) {
      double[] values = columns.get(column);
      if (values == null || values.length != size) {
        throw new CandleFormatException(
            "column %s has %s values, others have %d"
                .formatted(column.label, values == null ? "no" : values.length, size));
      }
    }
    for (int i = 0; i < size; i++) {
      for (Column column : Column.values()) {
        candle[column.ordinal()] = columns.get(column)[i];
      }
      item = i + 1;
      addCandle();
    }
  }

  /** The current value; a time is returned in epoch seconds, which a double represents exactly. */
  private double value(Column column) throws IOException {
    JsonToken token = parser.currentToken();
    if (column == Column.FROM) {
      boolean mayBeTime = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING;
      OptionalLong time = mayBeTime ? CandleFields.time(parser.getText()) : OptionalLong.empty();
      return candles.requireTime(item, time, parser.getText());
    }
    double price = token.isNumeric() ? parser.getDoubleValue() : Double.NaN;
    return candles.requirePrice(item, column.label, price, parser.getText());
  }

  private void addCandle() throws CandleFormatException {
    candles.add(
        item,
        (long) candle[Column.FROM.ordinal()],
        candle[Column.OPEN.ordinal()],
        candle[Column.HIGH.ordinal()],
        candle[Column.LOW.ordinal()],
        candle[Column.CLOSE.ordinal()]);
  }
}
