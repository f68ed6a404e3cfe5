package br.com.catalogador.candle.file;

import java.util.List;
import java.util.stream.IntStream;

/** Says what a text is that is no table of candles: ticks, a provider's message, anything. */
final class UnreadableTable {
  private static final int FEWEST_OF_HEADER = 2;

  private UnreadableTable() {}

  static CandleFormatException refusal(TableSample sample) {
    List<String> names = sample.row(0).stream().map(ColumnNames::normalised).toList();
    boolean quotes = names.contains("bid") || names.contains("ask");
    long prices = names.stream().filter(it -> ColumnNames.price(it) >= 0).count();
    if (quotes && prices < 4 || areTicks(sample.row(sample.records().size() > 1 ? 1 : 0))) {
      return new CandleFormatException("ticks");
    }
    if (prices >= FEWEST_OF_HEADER) {
      String missing =
          IntStream.range(0, 4)
              .filter(price -> names.stream().noneMatch(it -> ColumnNames.price(it) == price))
              .mapToObj(price -> RowParser.NAMES[price])
              .findFirst()
              .orElse("from");
      Sentence line = Sentence.of("line", Long.toString(sample.lines().get(0)));
      return new CandleFormatException("noColumn", line, missing);
    }
    return new CandleFormatException("unreadable", BadRows.shown(sample.firstLine()));
  }

  /** A time and one to three prices. */
  private static boolean areTicks(List<String> row) {
    return row.size() >= 2
        && row.size() < TableSample.FIELDS_OF_CANDLE
        && isTimeOfTick(row.get(0))
        && row.subList(1, row.size()).stream().filter(UnreadableTable::isNumber).count()
            == row.size() - 1;
  }

  private static boolean isTimeOfTick(String field) {
    return field.matches(
        "\\d{8} \\d{6,9}|\\d{9,19}(\\.\\d+)?|\\d{1,4}([-./])\\d{1,2}\\2\\d{1,4}.*");
  }

  private static boolean isNumber(String field) {
    return field.matches("\\d+([.,]\\d+)?");
  }
}
