package br.com.catalogador.candle.file;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the column names of tables and the field names of JSON mean, in three languages. */
final class ColumnNames {
  /** Names of a candle's time; of several in one file, the first of this list counts. */
  static final List<String> TIME =
      List.of(
          "from",
          "opentime",
          "timestamp",
          "epoch",
          "ts",
          "t",
          "datetime",
          "gmttime",
          "localtime",
          "starttime",
          "start",
          "time",
          "date",
          "data",
          "fecha",
          "hora");

  /** Names of the end of a candle. */
  static final Set<String> CLOSE_TIME = Set.of("closetime", "endperiodts", "endtime");

  static final Set<String> DATE = Set.of("date", "data", "fecha");
  static final Set<String> CLOCK = Set.of("time", "hora", "horario");
  static final Set<String> TICKER = Set.of("ticker", "symbol", "instrument", "ativo");

  /** Names of the volume; of several in one file, the first of this list counts. */
  static final List<String> VOLUME =
      List.of("tickvol", "tickvolume", "volume", "vol", "volumen", "v", "realvolume");

  private static final List<Set<String>> PRICES =
      List.of(
          Set.of("open", "o", "abertura", "apertura"),
          Set.of("high", "h", "max", "maxima", "maximo", "alto"),
          Set.of("low", "l", "min", "minima", "minimo", "bajo"),
          Set.of("close", "c", "ultimo", "cerrar", "fechamento", "cierre"));

  /** Longer names are none of ours, and not worth the search. */
  private static final int LONGEST = 100;

  private static final String WEAK_CLOSE = "price";

  private ColumnNames() {}

  /**
   * A name without case, accents, brackets and separators: {@code <DATE>} is date, {@code Gmt time}
   * gmttime. Of {@code EUR/USD(Open, Bid)} the word in brackets counts.
   */
  static String normalised(String name) {
    if (name.length() > LONGEST) {
      return name;
    }
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
    return plain
        .replaceFirst(".+\\((open|high|low|close), ?bid\\).*", "$1")
        .replaceAll("\\(.*?\\)", "")
        .replaceAll("[^a-z0-9]", "");
  }

  /** The index of a price, 0 to 3 for open, high, low and close; -1 for other names. */
  static int price(String normalised) {
    for (int i = 0; i < PRICES.size(); i++) {
      if (PRICES.get(i).contains(normalised)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a name is the close where nothing else is. */
  static boolean isWeakClose(String normalised) {
    return normalised.equals(WEAK_CLOSE);
  }

  /** Whether a name is one that candles have. */
  static boolean isKnown(String normalised) {
    return price(normalised) >= 0
        || TIME.contains(normalised)
        || CLOSE_TIME.contains(normalised)
        || VOLUME.contains(normalised)
        || TICKER.contains(normalised);
  }
}
