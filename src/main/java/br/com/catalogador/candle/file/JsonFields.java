package br.com.catalogador.candle.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of one JSON object, as they may turn out to be a candle's at its end: copies of the
 * texts, because the order of the names is not known. Reused for the next object of the same depth.
 */
final class JsonFields {
  private static final int TIME = 4;
  private static final int VOLUME = 5;
  private static final List<String> PRICE_OBJECTS = List.of("mid", "price", "bid", "ask");
  private static final int NOT_NESTED = -1;
  private static final Set<String> NAMES_OF_ASSET =
      Set.of("ticks_history", "instrument", "symbol", "ticker");

  /** What a name means, found once per name. */
  private final Map<String, Meaning> meanings = new HashMap<>();

  /** The fields of the last object in order: the next one most likely has the same. */
  private final SerializedString[] lastNames = new SerializedString[32];

  private final Meaning[] lastMeanings = new Meaning[lastNames.length];
  private int place;
  private String name;
  private Meaning meaning;

  private final int[] begins = new int[6];
  private final int[] ends = new int[6];
  private char[] text = new char[256];
  private int used;
  private int timeRank;
  private boolean closeTime;
  private int nestedRank;
  private double at;
  private double to;
  private boolean complete;

  /** What a scalar with a name is for. */
  enum Role {
    /** A time or a price. */
    COLUMN,
    VOLUME,
    AT,
    TO,
    COMPLETE,
    CANDLES,
    TIMEFRAME,
    ASSET,
    END,
    OTHER;

    private static Role of(String name) {
      return switch (name) {
        case "at" -> AT;
        case "to" -> TO;
        case "complete", "closed", "is_closed", "confirm" -> COMPLETE;
        case "candles" -> CANDLES;
        case "timeframe", "granularity" -> TIMEFRAME;
        case "end" -> END;
        default -> NAMES_OF_ASSET.contains(name) ? ASSET : OTHER;
      };
    }
  }

  /** What a field of a candle is. */
  private record Meaning(Role role, int price, int timeRank, boolean closeTime) {
    static Meaning of(String name) {
      String plain = ColumnNames.normalised(name);
      int price = ColumnNames.price(plain);
      int rank = ColumnNames.TIME.indexOf(plain);
      boolean close = ColumnNames.CLOSE_TIME.contains(plain);
      Role role = Role.of(name);
      if (role == Role.OTHER) {
        boolean volume = plain.equals("volume") || plain.equals("v");
        role = price >= 0 || rank >= 0 || close ? Role.COLUMN : volume ? Role.VOLUME : role;
      }
      return new Meaning(
          role,
          price,
          rank >= 0 ? rank : close ? ColumnNames.TIME.size() : Integer.MAX_VALUE,
          close);
    }
  }

  void clear() {
    place = 0;
    Arrays.fill(begins, -1);
    used = 0;
    timeRank = Integer.MAX_VALUE;
    closeTime = false;
    nestedRank = Integer.MAX_VALUE;
    at = Double.NaN;
    to = Double.NaN;
    complete = true;
  }

  /**
   * Goes to the next field of the object, whose name is then {@link #name}; false at its end. The
   * parser compares the bytes with those of the last object's field before it decodes a name.
   */
  boolean next(JsonParser parser) throws IOException {
    SerializedString expected = place < lastNames.length ? lastNames[place] : null;
    if (expected != null && parser.nextFieldName(expected)) {
      name = expected.getValue();
      meaning = lastMeanings[place++];
      return true;
    }
    JsonToken token = expected == null ? parser.nextToken() : parser.currentToken();
    if (token == JsonToken.END_OBJECT) {
      return false;
    }
    name = parser.currentName();
    meaning = meaning(name);
    if (place < lastNames.length) {
      lastNames[place] = new SerializedString(name);
      lastMeanings[place++] = meaning;
    }
    return true;
  }

  String name() {
    return name;
  }

  /** Takes the parser's current value if its name is one of a candle's fields. */
  Role take(JsonParser parser) throws IOException {
    switch (meaning.role()) {
      case AT -> at = seconds(parser);
      case TO -> to = seconds(parser);
      case COMPLETE -> complete = isTrue(parser);
      case COLUMN, VOLUME -> take(NOT_NESTED, parser);
      default -> {
        // not of a candle
      }
    }
    return meaning.role();
  }

  /** Whether a name is of an object with the four prices inside a candle. */
  static boolean isPriceObject(String name) {
    return PRICE_OBJECTS.contains(name);
  }

  /** Takes a price out of such an object; of several the first of the list counts. */
  void takeNested(String object, JsonParser parser) throws IOException {
    int rank = PRICE_OBJECTS.indexOf(object);
    if (rank <= nestedRank) {
      nestedRank = rank;
      take(rank, parser);
    }
  }

  private void take(int nested, JsonParser parser) throws IOException {
    if (meaning.price() >= 0) {
      copy(meaning.price(), parser);
    } else if (nested == NOT_NESTED && meaning.timeRank() < timeRank) {
      timeRank = meaning.timeRank();
      closeTime = meaning.closeTime();
      copy(TIME, parser);
    } else if (nested == NOT_NESTED && meaning.role() == Role.VOLUME) {
      copy(VOLUME, parser);
    }
  }

  /** The index of the field's price, 4 for a time, or -1. */
  int column() {
    return meaning.price() >= 0
        ? meaning.price()
        : meaning.timeRank() < Integer.MAX_VALUE ? TIME : -1;
  }

  private Meaning meaning(String name) {
    if (meanings.size() > 1_000) {
      meanings.clear();
    }
    return meanings.computeIfAbsent(name, Meaning::of);
  }

  boolean hasTime() {
    return begins[TIME] >= 0;
  }

  boolean isCloseTime() {
    return closeTime;
  }

  /** How many of the four prices there are. */
  int prices() {
    int count = 0;
    for (int i = 0; i < 4; i++) {
      count += begins[i] >= 0 ? 1 : 0;
    }
    return count;
  }

  /** The name of the first field that a candle would need, or null. */
  String missing() {
    if (!hasTime()) {
      return "from";
    }
    for (int i = 0; i < 4; i++) {
      if (begins[i] < 0) {
        return RowParser.NAMES[i];
      }
    }
    return null;
  }

  /** Gives all fields of a candle to the parser of rows. */
  void give(RowParser row) {
    row.time(text, begins[TIME], ends[TIME], closeTime);
    for (int i = 0; i < 4; i++) {
      row.price(i, text, begins[i], ends[i]);
    }
    if (begins[VOLUME] >= 0) {
      row.volume(text, begins[VOLUME], ends[VOLUME]);
    }
    if (!complete || at < to) {
      row.running();
    }
  }

  private void copy(int slot, JsonParser parser) throws IOException {
    int length = parser.getTextLength();
    if (used + length > text.length) {
      text = Arrays.copyOf(text, Math.max(used + length, 2 * text.length));
    }
    System.arraycopy(parser.getTextCharacters(), parser.getTextOffset(), text, used, length);
    begins[slot] = used;
    used += length;
    ends[slot] = used;
  }

  /** An epoch time of any unit as seconds; NaN if it is none. */
  private static double seconds(JsonParser parser) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      return Double.NaN;
    }
    double number = parser.getDoubleValue();
    return number < 1e11
        ? number
        : number < 1e14 ? number / 1e3 : number < 1e17 ? number / 1e6 : number / 1e9;
  }

  private static boolean isTrue(JsonParser parser) throws IOException {
    String value = parser.getText();
    return !value.equals("false") && !value.equals("0");
  }
}
