package br.com.catalogador.candle.file;

import br.com.catalogador.candle.file.JsonFields.Role;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads candles as JSON: one document, or one after the other as a stream writes them. Candles are
 *
 * <ul>
 *   <li>objects with a time and four prices, by the names of {@link ColumnNames}, or with the
 *       prices in an object {@code mid}, {@code price}, {@code bid} or {@code ask};
 *   <li>arrays of a time and four or more values;
 *   <li>objects whose fields are columns, as {@code GET /candles} answers;
 * </ul>
 *
 * <p>in an array, alone, or inside the fields that programs wrap them in, such as {@code candles}
 * and {@code msg}. Names and text may have single quotes, as Python prints them. Errors count items
 * from 1.
 */
final class JsonReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  private static final Set<String> CONTAINERS =
      Set.of("candles", "msg", "data", "result", "list", "values", "ohlc", "history", "echo_req");
  private static final int MAX_DEPTH = 8;

  private final JsonParser json;
  private final RowParser row;
  private final List<JsonFields> fieldsByDepth = new ArrayList<>();
  private final JsonDocument document = new JsonDocument();
  private boolean hasList;
  private boolean closeTime;
  private int item;

  private JsonReader(JsonParser json, ReadOptions options) {
    this.json = json;
    this.row =
        new RowParser(new TimeParser(false), new PriceParser(options.decimal()), "item", options);
  }

  /**
   * Reads to the end.
   *
   * @throws CandleFormatException if the text is no JSON, or in none of the forms
   */
  static ParsedFile read(TextInput in, ReadOptions options) throws IOException {
    try (JsonParser parser = parser(in)) {
      JsonReader reader = new JsonReader(parser, options);
      try {
        while (parser.nextToken() != null) {
          reader.readValue(0, true);
        }
      } catch (JsonProcessingException e) {
        throw unreadable(parser, e);
      }
      return reader.parsed();
    }
  }

  /** From bytes, if they are UTF-8: that spares decoding what is not used. */
  private static JsonParser parser(TextInput in) throws IOException {
    return in.isUtf8() ? JSON.createParser(in.bytes()) : JSON.createParser(in.reader());
  }

  private static CandleFormatException unreadable(JsonParser parser, JsonProcessingException e) {
    // The parser reports its limits without a position.
    JsonLocation place = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    boolean limit = e instanceof StreamConstraintsException;
    String why = e.getOriginalMessage().replaceAll(", from `[^`]*`", "");
    return new CandleFormatException(
        limit ? "jsonTooLarge" : "notJson",
        Integer.toString(place.getLineNr()),
        Integer.toString(place.getColumnNr()),
        why);
  }

  private ParsedFile parsed() throws CandleFormatException {
    row.rows.seal();
    if (!hasList && row.rows.size == 0) {
      row.bad.refuse();
      throw document.noCandles();
    }
    if (document.lastRuns && row.rows.size > 0) {
      row.rows.running.set(0, row.rows.size);
    }
    boolean named = document.valuesOfArray == 0;
    return new ParsedFile(
        document.format(),
        row.rows,
        row.times,
        row.prices,
        row.bad,
        document.valuesOfArray == TableSample.FIELDS_OF_CANDLE ? PriceOrder.OCLH : PriceOrder.OHLC,
        named,
        closeTime,
        document.asset,
        document.timeframe);
  }

  private void readValue(int depth, boolean mustBeCandles) throws IOException {
    JsonToken token = json.currentToken();
    if (depth > MAX_DEPTH) {
      json.skipChildren();
    } else if (token == JsonToken.START_ARRAY) {
      readArray(depth);
    } else if (token == JsonToken.START_OBJECT) {
      readObject(depth, false);
    } else if (mustBeCandles) {
      throw new CandleFormatException("notCandles", BadRows.shown(json.getText()));
    }
  }

  /** A list of candles, or the values of one. */
  private void readArray(int depth) throws IOException {
    JsonToken first = json.nextToken();
    if (first != JsonToken.END_ARRAY && first.isScalarValue()) {
      readTuple();
      return;
    }
    hasList = true;
    for (; json.currentToken() != JsonToken.END_ARRAY; json.nextToken()) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        readObject(depth + 1, true);
      } else if (json.currentToken() == JsonToken.START_ARRAY) {
        json.nextToken();
        readTuple();
      } else {
        item++;
        row.bad.add(Sentence.of("noItem", row.bad.place(item), BadRows.shown(json.getText())));
      }
    }
  }

  /** The values of a candle from the first one on, which is its time. */
  private void readTuple() throws IOException {
    row.begin(++item);
    int count = 0;
    for (; json.currentToken() != JsonToken.END_ARRAY; json.nextToken()) {
      int begin = json.getTextOffset();
      int end = begin + json.getTextLength();
      if (count == 0) {
        row.time(json.getTextCharacters(), begin, end, false);
      } else if (count <= 4) {
        row.price(count - 1, json.getTextCharacters(), begin, end);
      } else if (count == 5) {
        row.volume(json.getTextCharacters(), begin, end);
      }
      json.skipChildren();
      count++;
    }
    int expected = document.valuesOfArray == 0 ? count : document.valuesOfArray;
    document.valuesOfArray = expected;
    if (count != expected || count < TableSample.FIELDS_OF_CANDLE) {
      row.problem(
          "values",
          row.bad.place(item),
          Integer.toString(count),
          Integer.toString(Math.max(expected, TableSample.FIELDS_OF_CANDLE)));
    }
    row.end();
  }

  private void readObject(int depth, boolean inList) throws IOException {
    JsonFields fields = fields(depth);
    JsonColumns columns = null;
    int itemsBefore = item;
    while (fields.next(json)) {
      String name = fields.name();
      JsonToken token = json.nextToken();
      if (token.isScalarValue()) {
        takeScalar(name, fields);
      } else if (token == JsonToken.START_OBJECT && JsonFields.isPriceObject(name)) {
        document.has(name);
        readPrices(name, fields);
      } else if (token == JsonToken.START_ARRAY && fields.column() >= 0) {
        document.has(name);
        columns = columns == null ? new JsonColumns() : columns;
        readColumn(fields.column(), columns);
      } else if (CONTAINERS.contains(name)) {
        readValue(depth + 1, name.equals("candles"));
      } else {
        document.hasOther(name);
        json.skipChildren();
      }
    }
    if (columns != null && !columns.isEmpty()) {
      columns.give(row);
      hasList = true;
    } else if (fields.missing() == null) {
      addCandle(fields);
    } else if (item == itemsBefore && (inList || fields.prices() > 0)) {
      item++;
      row.bad.add(Sentence.of("noColumn", row.bad.place(item), fields.missing()));
    }
  }

  private void addCandle(JsonFields fields) throws CandleFormatException {
    row.begin(++item);
    fields.give(row);
    row.end();
    closeTime |= fields.isCloseTime();
  }

  private void takeScalar(String name, JsonFields fields) throws IOException {
    Role role = fields.take(json);
    if (item < 2) {
      document.has(name);
    }
    switch (role) {
      case CANDLES -> throw new CandleFormatException("notCandles", BadRows.shown(json.getText()));
      case TIMEFRAME -> document.setTimeframe(json.getText());
      case ASSET -> document.asset = json.getText();
      case END -> document.lastRuns = json.getText().equals("latest");
      case COLUMN -> {
        // taken
      }
      default -> {
        if (item == 0) {
          document.hasOther(name, json.getText());
        }
      }
    }
  }

  private void readPrices(String object, JsonFields fields) throws IOException {
    while (fields.next(json)) {
      if (json.nextToken().isScalarValue()) {
        fields.takeNested(object, json);
      }
      json.skipChildren();
    }
  }

  private void readColumn(int column, JsonColumns columns) throws IOException {
    JsonToken first = json.nextToken();
    if (first == JsonToken.END_ARRAY || first.isScalarValue()) {
      columns.read(column, json, row);
    } else {
      while (json.currentToken() != JsonToken.END_ARRAY) {
        json.skipChildren();
        json.nextToken();
      }
    }
  }

  private JsonFields fields(int depth) {
    while (fieldsByDepth.size() <= depth) {
      fieldsByDepth.add(new JsonFields());
    }
    JsonFields fields = fieldsByDepth.get(depth);
    fields.clear();
    return fields;
  }
}
