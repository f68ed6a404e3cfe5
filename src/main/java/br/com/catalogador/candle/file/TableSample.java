package br.com.catalogador.candle.file;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first lines of a table, split by the separator that makes them one.
 *
 * @param separator between fields
 * @param records not blank, neither comments nor the line {@code sep=}
 * @param lines the line number of each record, from 1
 * @param wholeLinesQuoted whether each line is one quoted field that contains the others
 * @param fields the number of fields of most rows; fewer than a candle has if it is no table of
 *     candles
 */
record TableSample(
    char separator,
    List<List<String>> records,
    List<Long> lines,
    boolean wholeLinesQuoted,
    int fields) {
  static final int FIELDS_OF_CANDLE = 5;
  static final int MAX_RECORD = 1 << 16;

  private static final int SAMPLED = 1 << 16;
  private static final int LINES = 200;
  private static final char[] SEPARATORS = {'\t', ';', ',', '|'};

  /** Reads the first lines and returns to them. */
  static TableSample of(BufferedReader in) throws IOException {
    in.mark(SAMPLED);
    char[] text = new char[SAMPLED];
    int length = 0;
    for (int read; length < SAMPLED && (read = in.read(text, length, SAMPLED - length)) > 0; ) {
      length += read;
    }
    in.reset();
    List<String> lines = new ArrayList<>(new String(text, 0, length).lines().limit(LINES).toList());
    if (length == SAMPLED && lines.size() > 1) {
      lines.remove(lines.size() - 1);
    }
    TableSample sample = best(lines, false);
    if (sample.fields < FIELDS_OF_CANDLE && areQuoted(lines)) {
      List<String> unquoted =
          lines.stream().map(it -> isQuoted(it) ? unquoted(it.strip()) : it).toList();
      return best(unquoted, true);
    }
    return sample;
  }

  /** The row after a header's, or an empty list. */
  List<String> row(int index) {
    return index < records.size() ? records.get(index) : List.of();
  }

  /** The first line as it is, for a message. */
  String firstLine() {
    return records.isEmpty() ? "" : String.join(String.valueOf(separator), records.get(0));
  }

  /** A reader of the separator's tables. */
  static CsvReader.CsvReaderBuilder reader(char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .commentStrategy(CommentStrategy.SKIP)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(MAX_RECORD);
  }

  private static TableSample best(List<String> lines, boolean wholeLinesQuoted) {
    TableSample widest = null;
    for (char separator : SEPARATORS) {
      TableSample sample = split(lines, separator, wholeLinesQuoted);
      if (sample.fields >= FIELDS_OF_CANDLE) {
        return sample;
      }
      int width = sample.row(0).size();
      widest = widest == null || width > widest.row(0).size() ? sample : widest;
    }
    return widest;
  }

  private static TableSample split(List<String> lines, char separator, boolean wholeLinesQuoted) {
    List<List<String>> records = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    try (CsvReader<CsvRecord> csv = reader(separator).ofCsvRecord(String.join("\n", lines))) {
      for (CsvRecord record : csv) {
        List<String> fields = record.getFields();
        boolean blank = fields.stream().allMatch(String::isBlank);
        boolean separatorLine = records.isEmpty() && fields.get(0).startsWith("sep=");
        if (!blank && !separatorLine) {
          records.add(fields.stream().map(String::strip).toList());
          numbers.add(record.getStartingLineNumber());
        }
      }
    } catch (CsvParseException | IOException ignored) {
      // what was read before is the sample; the reading itself will tell the line
    }
    return new TableSample(separator, records, numbers, wholeLinesQuoted, commonest(records));
  }

  /** The number of fields that most rows below the first have; 0 if they differ too much. */
  private static int commonest(List<List<String>> records) {
    List<List<String>> rows = records.size() > 1 ? records.subList(1, records.size()) : records;
    Map<Integer, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row.size(), 1, Integer::sum));
    return counts.entrySet().stream()
        .filter(it -> it.getValue() * 2 >= rows.size())
        .mapToInt(Map.Entry::getKey)
        .max()
        .orElse(0);
  }

  private static boolean areQuoted(List<String> lines) {
    List<String> filled = lines.stream().filter(line -> !line.isBlank()).toList();
    return !filled.isEmpty()
        && filled.subList(Math.min(1, filled.size() - 1), filled.size()).stream()
            .allMatch(TableSample::isQuoted);
  }

  private static boolean isQuoted(String line) {
    String stripped = line.strip();
    return stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"");
  }

  private static String unquoted(String line) {
    return line.substring(1, line.length() - 1).replace("\"\"", "\"");
  }
}
