package br.com.catalogador.candle.file;

import java.util.List;

/** Finds the fields of a table without header by their shape: the time, then four prices. */
final class NamelessLayout {
  private static final int BINANCE_FIELDS = 12;
  private static final int HISTDATA_DIGITS = 6;

  private NamelessLayout() {}

  /** The layout of a sample's usual rows, or null if they are no candles'. */
  static TableLayout of(TableSample sample, String fileName) {
    List<String> row = usualRow(sample);
    for (int time = 0; time + TableSample.FIELDS_OF_CANDLE <= row.size() && time < 3; time++) {
      boolean clock = FieldShape.isDate(row.get(time)) && FieldShape.isClock(row.get(time + 1));
      int first = time + (clock ? 2 : 1);
      if (FieldShape.isUnmistakableTime(row.get(time)) && arePrices(row, first)) {
        int volume = first + 4 < row.size() ? first + 4 : -1;
        return new TableLayout(
            format(sample, time, clock, volume, fileName),
            null,
            0,
            sample.fields(),
            time,
            clock ? time + 1 : -1,
            false,
            new int[] {first, first + 1, first + 2, first + 3},
            false,
            volume,
            time > 0 && !FieldShape.isPrice(row.get(0)) ? 0 : -1,
            !FieldShape.isEpoch(row.get(time)));
      }
    }
    return null;
  }

  private static List<String> usualRow(TableSample sample) {
    return sample.records().stream()
        .filter(row -> row.size() == sample.fields())
        .findFirst()
        .orElse(List.of());
  }

  private static boolean arePrices(List<String> row, int first) {
    return first + 4 <= row.size()
        && row.subList(first, first + 4).stream().allMatch(FieldShape::isPrice);
  }

  private static FileFormat format(
      TableSample sample, int time, boolean clock, int volume, String fileName) {
    List<String> row = usualRow(sample);
    String text = row.get(time);
    if (row.size() == BINANCE_FIELDS && FieldShape.isEpoch(text)) {
      return FileFormat.BINANCE;
    }
    if (clock && text.indexOf('.') > 0) {
      boolean histData = fileName != null && fileName.startsWith("DAT_MT_");
      return histData || isHistData(sample, volume) ? FileFormat.HISTDATA_MT : FileFormat.MT4;
    }
    if (text.matches("\\d{8} \\d{6}") && sample.separator() == ';') {
      return FileFormat.HISTDATA;
    }
    return time > 0 && clock ? FileFormat.STOOQ : FileFormat.CSV;
  }

  /** Like MetaTrader 4, but with six decimals and without volume. */
  private static boolean isHistData(TableSample sample, int volume) {
    return volume > 0
        && sample.records().stream()
            .allMatch(
                row ->
                    volume < row.size()
                        && row.get(volume).equals("0")
                        && row.get(volume - 1).matches("\\d+\\.\\d{" + HISTDATA_DIGITS + "}"));
  }
}
