package br.com.catalogador.web.http;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.GroupedCandles;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.view.Limits;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * A JSON body with candles of the caller's own as columns, {@code {"candles":{"from":[…],…}}}, and
 * other fields beside them. Read as a stream, because the columns are large. Not thread-safe.
 */
public final class OwnCandles {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String CANDLES = "candles";
  private static final List<String> COLUMNS = List.of("from", "open", "high", "low", "close");
  private static final String COLUMN =
      "a list of at most " + Limits.OWN_CANDLES + " numbers, one for each candle";
  private static final int MOST_FIELDS = 100;

  private final JsonObject others = new JsonObject();
  private final double[][] prices = new double[COLUMNS.size()][];
  private long[] from;
  private boolean hasCandles;

  private OwnCandles() {}

  /**
   * Parses a body; on a worker.
   *
   * @throws Failure INVALID_PARAMETER naming the field, such as {@code candles.open}
   */
  public static OwnCandles parse(Buffer body) {
    OwnCandles parsed = new OwnCandles();
    try (JsonParser json = JSON.createParser(body.getBytes())) {
      parsed.read(json);
      return parsed;
    } catch (JsonProcessingException | DecodeException e) {
      throw Failure.invalidParameter("body", "something else", "a JSON object");
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  /**
   * The fields beside the candles.
   *
   * @param known their names; {@code candles} is known anyway
   */
  public Parameters others(String... known) {
    String[] names = Arrays.copyOf(known, known.length + 1);
    names[known.length] = CANDLES;
    return Parameters.ofBody(others, names);
  }

  private void read(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw Failure.invalidParameter("body", "something else", "a JSON object");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(CANDLES)) {
        readCandles(json);
      } else if (others.size() < MOST_FIELDS) {
        others.put(name, value(json));
      }
    }
    if (!hasCandles) {
      throw Failure.invalidParameter(CANDLES, null, "columns " + COLUMNS);
    }
  }

  private void readCandles(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw Failure.invalidParameter(CANDLES, kind(json), "an object with columns " + COLUMNS);
    }
    hasCandles = true;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      int column = COLUMNS.indexOf(name);
      json.nextToken();
      if (column < 0) {
        throw Failure.invalidParameter(
            CANDLES + "." + name, kind(json), "one of: " + String.join(", ", COLUMNS));
      }
      readColumn(json, column);
    }
    for (int i = 0; i < COLUMNS.size(); i++) {
      if (i == 0 ? from == null : prices[i] == null) {
        throw Failure.invalidParameter(CANDLES + "." + COLUMNS.get(i), null, COLUMN);
      }
    }
    for (int i = 1; i < COLUMNS.size(); i++) {
      if (prices[i].length != from.length) {
        throw Failure.invalidParameter(
            CANDLES,
            "%d times and %d prices %s".formatted(from.length, prices[i].length, COLUMNS.get(i)),
            "columns of the same length");
      }
    }
  }

  private void readColumn(JsonParser json, int column) throws IOException {
    String field = CANDLES + "." + COLUMNS.get(column);
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw Failure.invalidParameter(field, kind(json), COLUMN);
    }
    long[] times = new long[column == 0 ? 1024 : 0];
    double[] values = new double[column == 0 ? 0 : 1024];
    int size = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (size == Limits.OWN_CANDLES) {
        throw Failure.invalidParameter(field, "more", COLUMN);
      }
      if (column == 0) {
        times = size == times.length ? Arrays.copyOf(times, 2 * size) : times;
        times[size++] = time(json, field, size);
      } else {
        values = size == values.length ? Arrays.copyOf(values, 2 * size) : values;
        values[size++] = price(json, field, size);
      }
    }
    if (column == 0) {
      from = Arrays.copyOf(times, size);
    } else {
      prices[column] = Arrays.copyOf(values, size);
    }
  }

  private static long time(JsonParser json, String field, int number) throws IOException {
    boolean whole =
        json.currentToken() == JsonToken.VALUE_NUMBER_INT
            && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    long time = whole ? json.getLongValue() : -1;
    if (time < 0 || time > 100_000_000_000L) {
      throw item(field, kind(json), number, "UTC epoch seconds");
    }
    return time;
  }

  private static double price(JsonParser json, String field, int number) throws IOException {
    double price = json.currentToken().isNumeric() ? json.getDoubleValue() : Double.NaN;
    if (!(price > 0 && price < Double.POSITIVE_INFINITY)) {
      throw item(field, kind(json), number, "a number above 0");
    }
    return price;
  }

  private static Failure item(String field, Object got, int number, String expected) {
    return Failure.invalidParameter(field, got + ", candle " + number, expected);
  }

  /**
   * The candles of a timeframe, put together if finer ones were sent.
   *
   * @throws Failure INVALID_PARAMETER if they are not strictly ascending multiples of the timeframe
   *     or of a finer one, are those of a coarser one, or have a price above the high or below the
   *     low
   */
  public GroupedCandles candles(Timeframe timeframe) {
    return GroupedCandles.of(series(sent(timeframe)), timeframe);
  }

  /** The coarsest timeframe up to the wanted one with a candle at all times. */
  private Timeframe sent(Timeframe wanted) {
    Timeframe sent = Timeframe.M1;
    for (Timeframe timeframe : Timeframe.values()) {
      boolean fits = timeframe.seconds() <= wanted.seconds();
      sent = fits && areMultiplesOf(timeframe.seconds()) ? timeframe : sent;
    }
    return sent;
  }

  private boolean areMultiplesOf(int seconds) {
    for (long time : from) {
      if (time % seconds != 0) {
        return false;
      }
    }
    return true;
  }

  private CandleSeries series(Timeframe timeframe) {
    int seconds = timeframe.seconds();
    long smallest = Long.MAX_VALUE;
    for (int i = 0; i < from.length; i++) {
      if (from[i] % seconds != 0 || i > 0 && from[i] <= from[i - 1]) {
        throw item(
            "candles.from", from[i], i + 1, "ascending multiples of " + seconds + " seconds");
      }
      smallest = i > 0 ? Math.min(smallest, from[i] - from[i - 1]) : smallest;
      requireRange(i);
    }
    if (from.length > 2 && smallest > seconds) {
      throw Failure.invalidParameter(
          "candles.from",
          "distances of " + smallest + " seconds and more",
          "candles of " + seconds + " seconds");
    }
    return CandleSeries.ofColumns(timeframe, from, prices[1], prices[2], prices[3], prices[4]);
  }

  private void requireRange(int i) {
    double high = prices[2][i];
    double low = prices[3][i];
    for (int column : new int[] {1, 4}) {
      if (prices[column][i] > high || prices[column][i] < low) {
        throw item(
            CANDLES + "." + COLUMNS.get(column),
            prices[column][i],
            i + 1,
            "between low " + low + " and high " + high);
      }
    }
  }

  /** A scalar as it is; of anything else only its kind. */
  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case START_ARRAY -> {
        json.skipChildren();
        yield new JsonArray();
      }
      default -> {
        json.skipChildren();
        yield new JsonObject();
      }
    };
  }

  private static String kind(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_ARRAY -> "a list";
      case START_OBJECT -> "an object";
      case VALUE_STRING -> "a text";
      default -> json.getText().length() > 100 ? "a long number" : json.getText();
    };
  }
}
