package br.com.catalogador.candle.file;

import br.com.catalogador.candle.Timeframe;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** What a JSON document says beside its candles, and by the names of their fields. */
final class JsonDocument {
  private static final Set<String> MESSAGES =
      Set.of("information", "note", "message", "error", "error message", "errormessage", "detail");
  private static final int MAX_FIELDS_NAMED = 10;
  private static final int MAX_NAME = 40;

  private final Set<String> otherFields = new LinkedHashSet<>();
  private final Set<String> shape = new LinkedHashSet<>();
  private String message;

  /** Null where it is not said. */
  Timeframe timeframe;

  /** Null where it is not said. */
  String asset;

  /** Whether the last candle is still running. */
  boolean lastRuns;

  /** The values of each candle that is an array; 0 without one. */
  int valuesOfArray;

  /** Notes the name of a field of the first candles, or of what is around them. */
  void has(String name) {
    shape.add(name);
  }

  /** Notes a field that is not of a candle, before there was any candle. */
  void hasOther(String name) {
    if (otherFields.size() < MAX_FIELDS_NAMED) {
      otherFields.add(name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…");
    }
  }

  /** The same with its value: only a document without candles needs to say what it has instead. */
  void hasOther(String name, String value) {
    if (MESSAGES.contains(name.toLowerCase(Locale.ROOT)) && message == null) {
      message = value;
    }
    hasOther(name);
  }

  /**
   * @throws CandleFormatException if it is none of those that are read
   */
  void setTimeframe(String text) throws CandleFormatException {
    timeframe =
        Timeframe.of(text)
            .orElseThrow(() -> new CandleFormatException("timeframeNamed", BadRows.shown(text)));
  }

  /** Why there are no candles. */
  CandleFormatException noCandles() {
    if (message != null) {
      return new CandleFormatException("message", BadRows.shown(message));
    }
    return otherFields.isEmpty()
        ? new CandleFormatException("noFields")
        : new CandleFormatException("noCandles", String.join(", ", otherFields));
  }

  /** The program that writes such candles. */
  FileFormat format() {
    if (shape.contains("mid") || shape.contains("bid")) {
      return FileFormat.OANDA;
    }
    if (shape.contains("epoch")) {
      return FileFormat.DERIV;
    }
    if (shape.contains("min") && shape.contains("at")) {
      return FileFormat.IQ_OPTION;
    }
    return switch (valuesOfArray) {
      case 12 -> FileFormat.BINANCE;
      case 6 -> FileFormat.CCXT;
      case 5 -> FileFormat.OURS;
      default -> shape.contains("from") ? FileFormat.OURS : FileFormat.JSON;
    };
  }
}
