package br.com.catalogador.candle.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CandleReaderTest {
  private static final CandleSeries EXPECTED =
      CandleSeries.of(
          Timeframe.M1,
          List.of(
              new Candle(1_790_640_000, 1.5, 1.75, 1.25, 1.625),
              new Candle(1_790_640_060, 1.625, 2, 1.5, 1.5)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from,open,high,low,close\n1790640000,1.5,1.75,1.25,1.625\n1790640060,1.625,2,1.5,1.5\n",
        // any column order and case, aliases, ignored columns, unordered and repeated lines
        """
        id,Close,MAX,min,open,FROM
        8,1.5,2,1.5,1.625,1790640060
        7,1.625,1.75,1.25,1.5,1790640000
        8,1.5,2,1.5,1.625,1790640060
        """,
        // byte order mark, CRLF, blank lines, quotes, semicolons, milliseconds, no last line end
        "\uFEFF\r\n\"from\";open;high;low;close\r\n\r\n"
            + "1790640000000;\"1.5\"; 1.75 ;1.25;1.625\r\n   \r\n1790640060000;1.625;2;1.5;1.5",
        // a quoted delimiter in a column that is not read
        """
        name,from,open,high,low,close
        "EUR,USD",2026-09-29T00:00:00Z,1.5,1.75,1.25,1.625
        "EUR,USD",2026-09-28T21:01:00-03:00,1.625,2,1.5,1.5
        """,
        """
        from,open,high,low,close
        2026-09-29 00:00:00,1.5,1.75,1.25,1.625
        2026-09-29T00:01,1.625,2,1.5,1.5
        """,
        """
        [{"from":1790640000,"open":1.5,"high":1.75,"low":1.25,"close":1.625,"id":{"x":[1]}},
         {"from":"2026-09-29T00:01:00Z","open":1.625,"max":2,"min":1.5,"close":1.5}]
        """,
        " \n [[1790640000000,1.5,1.625,1.25,1.75],[1790640060,1.625,1.5,1.5,2]]",
        "{\"asset\":{},\"candles\":[[1790640060,1.625,1.5,1.5,2],[1790640000,1.5,1.625,1.25,1.75]]}",
        """
        {"asset":76,"timeframe":60,"from":[1790640000,1790640060],"open":[1.5,1.625],
         "high":[1.75,2],"low":[1.25,1.5],"close":[1.625,1.5],"running":{"from":1790640120}}
        """,
        """
        {"rows":[],"candles":{"from":[1790640000,1790640060],"open":[1.5,1.625],
         "high":[1.75,2],"low":[1.25,1.5],"close":[1.625,1.5]}}
        """
      })
  void readsEveryFormAsTheSameSeries(String text) throws IOException {
    assertThat(read(text, null)).isEqualTo(EXPECTED);
    assertThat(read(text, Timeframe.M1)).isEqualTo(EXPECTED);
  }

  @Test
  void readsManyLines() throws IOException {
    StringBuilder csv = new StringBuilder("from,open,high,low,close\n");
    for (int i = 0; i < 5_000; i++) {
      csv.append(i * 300L).append(",1,3,1,").append(1 + i % 3).append('\n');
    }
    CandleSeries series = read(csv.toString(), null);
    assertThat(series.timeframe()).isEqualTo(Timeframe.M5);
    assertThat(series.size()).isEqualTo(5_000);
    assertThat(series.candle(4_999)).isEqualTo(new Candle(1_499_700, 1, 3, 1, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"from,open,high,low,close\n", "[]", "{\"candles\":[]}"})
  void readsNoCandlesAsAnEmptySeriesOfTheGivenTimeframe(String text) throws IOException {
    assertThat(read(text, Timeframe.M15)).isEqualTo(CandleSeries.empty(Timeframe.M15));
    refused(
        text,
        null,
        "the timeframe cannot be told from fewer than two candles: give it, 60, 300 or 900");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60,x,2,1,1      | line 3: open is \"x\", expected a finite number",
        "60,1,,1,1       | line 3: high is \"\", expected a finite number",
        "60,1,2,NaN,1    | line 3: low is \"NaN\", expected a finite number",
        "60,1,2,1,1e999  | line 3: close is \"1e999\", expected a finite number",
        "60,1,2,1,1d     | line 3: close is \"1d\", expected a finite number",
        "60,1,2,1,0x1p3  | line 3: close is \"0x1p3\", expected a finite number",
        "60,Infinity,2,1,1 | line 3: open is \"Infinity\", expected a finite number",
        "60,1,2,0,1      | line 3: low is \"0\", expected a number above 0",
        "60,1,2,-1,1     | line 3: low is \"-1\", expected a number above 0",
        "60,1,2,3,1      | line 3: high is 2.0, expected at least low, 3.0",
        "60,3,2,1,1      | line 3: open is 3.0, expected between low 1.0 and high 2.0",
        "60,1,2,1,0.5    | line 3: close is 0.5, expected between low 1.0 and high 2.0",
        "61,1,2,1,1      | line 3: from is 61, expected a multiple of the timeframe, 60 seconds",
        "60,1,2,1        | line 3: 4 fields, expected 5 as in the header",
        "60,1,2,1,1,1    | line 3: 6 fields, expected 5 as in the header",
        "\"60,1,2,1,1    | line 3: 1 fields, expected 5 as in the header",
      })
  void rejectsABadLineByNumberFieldAndValue(String line, String message) {
    refused("from,open,high,low,close\n0,1,2,1,1\n" + line + "\n", Timeframe.M1, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noon",
        "-60",
        "1.5",
        "",
        "1790640000500",
        "9223372036854775807",
        "99999999999999999999",
        "2026-13-01T00:00:00Z",
        "2026-09-29T00:00:00.5Z",
        "1969-12-31T23:59:00Z",
        "+12026-09-29T00:00:00Z",
        "2026-9-2926"
      })
  void rejectsAnInvalidTime(String from) {
    refused(
        "from,open,high,low,close\n" + from + ",1,2,1,1",
        Timeframe.M1,
        "line 2: from is \""
            + from
            + "\", expected a time from 1970 on in epoch seconds, milliseconds or ISO-8601");
  }

  @Test
  void rejectsMissingOrRepeatedColumns() {
    refused("", null, "the file is empty");
    refused("\n \n", null, "the file is empty");
    refused("\n\nfrom,open,high,close\n", null, "line 3: there is no column low");
    refused("from,open,high,max,low,close", null, "line 1: there are two columns high");
    refused("open,high,low,close,volume", null, "line 1: there is no column from");
  }

  @Test
  void rejectsATimeframeThatCannotBeDeduced() {
    refused(
        "from,open,high,low,close\n0,1,1,1,1\n120,1,1,1,1\n",
        null,
        "the distance between candles is 120 seconds, which is no timeframe (60, 300 or 900)");
    refused(
        "from,open,high,low,close\n0,1,1,1,1\n300,1,1,1,1\n660,1,1,1,1\n",
        null,
        "line 4: from is 660, expected a multiple of the timeframe, 300 seconds");
    refused(
        "{\"timeframe\":120,\"candles\":[]}",
        null,
        "timeframe is \"120\", expected 60, 300 or 900 (M1, M5 or M15)");
    refused(
        "{\"timeframe\":\"M2\",\"candles\":[]}",
        null,
        "timeframe is \"M2\", expected 60, 300 or 900 (M1, M5 or M15)");
    refused(
        "{\"timeframe\":300,\"candles\":[[300,1,1,1,1]]}",
        Timeframe.M1,
        "the candles of this file are of 5 minutes, not of 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[60,1,1,1]           | item 2: 4 values, expected 5",
        "[60,1,1,1,1,1]       | item 2: 6 values, expected 5",
        "7                    | item 2 is \"7\", expected an object or an array of values",
        "[60,\"x\",1,1,1]     | item 2: open is \"x\", expected a finite number",
        "[60,1,null,1,1]      | item 2: high is \"null\", expected a finite number",
        "[60,1,1,1,1e999]     | item 2: close is \"1e999\", expected a finite number",
        "[60,2,1,3,2.5]       | item 2: high is 2.5, expected at least low, 3.0",
        "[61,1,1,1,1]         | item 2: from is 61, expected a multiple of the timeframe, 60"
            + " seconds",
        "{\"from\":60,\"open\":1,\"close\":1,\"low\":1} | item 2: there is no column high",
      })
  void rejectsABadItemByNumberFieldAndValue(String item, String message) {
    refused("[[0,1,1,1,1]," + item + "]", Timeframe.M1, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "true", "\"noon\"", "[1]", "99999999999999999999", "-60"})
  void rejectsAnInvalidTimeInJson(String from) {
    assertThatThrownBy(() -> read("[[" + from + ",1,1,1,1]]", Timeframe.M1))
        .isInstanceOf(CandleFormatException.class)
        .hasMessageStartingWith("item 1: from is ")
        .hasMessageEndingWith(
            "expected a time from 1970 on in epoch seconds, milliseconds or ISO-8601");
  }

  @Test
  void rejectsColumnsOfDifferentLengths() {
    refused(
        "{\"from\":[0,60],\"open\":[1],\"high\":[1],\"low\":[1],\"close\":[1]}",
        Timeframe.M1,
        "column open has 1 values, others have 2");
    refused("{\"from\":[0]}", Timeframe.M1, "column open has no values, others have 1");
    refused(
        "{\"from\":0}",
        Timeframe.M1,
        "found an object with no fields, expected candles: an array of them, \"candles\", or"
            + " columns");
  }

  @Test
  void rejectsInvalidJsonByLineAndColumn() {
    assertThatThrownBy(() -> read("[[0,1,1,1,1],\n[60,NaN]]", null))
        .isInstanceOf(CandleFormatException.class)
        .hasMessageStartingWith("line 2, column ")
        .hasMessageContaining("not JSON");
    assertThatThrownBy(() -> read("[[0,1", null)).hasMessageContaining("not JSON");
    refused(
        "{\"candles\":5}", Timeframe.M1, "found \"5\", expected an array of candles or an object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | no fields",
        "{\"rows\":[[60,1,1,1,1]]} | the fields rows",
        "{\"name\":\"candles\",\"msg\":{},\"status\":2000} | the fields name, status"
      })
  void rejectsADocumentWithoutCandles(String text, String found) {
    refused(
        text,
        Timeframe.M1,
        "found an object with "
            + found
            + ", expected candles: an array of them, \"candles\", or columns");
  }

  @Test
  void acceptsARangeBesideTheCandlesAndATimeframeByName() throws IOException {
    CandleSeries series =
        read(
            "{\"from\":1773144000,\"to\":1773144060,\"timeframe\":\"M1\","
                + "\"candles\":[[1773144000,1.5,1.5,1.5,1.5]]}",
            null);

    assertThat(series.timeframe()).isEqualTo(Timeframe.M1);
    assertThat(series.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("tooLarge")
  void reportsAParserLimitByPosition(String text) {
    assertThatThrownBy(() -> read(text, Timeframe.M1))
        .isInstanceOf(CandleFormatException.class)
        .hasMessageMatching("line 1, column \\d+: larger than candles are: .*maximum allowed.*")
        .hasMessageNotContaining("`");
  }

  static Stream<String> tooLarge() {
    return Stream.of(
        "[[60," + "1".repeat(1_001) + ",1,1,1]]",
        "{\"x\":" + "[".repeat(1_001) + "]".repeat(1_001) + ",\"candles\":[]}",
        "{\"" + "n".repeat(50_001) + "\":1,\"candles\":[]}");
  }

  private static void refused(String text, Timeframe timeframe, String message) {
    assertThatThrownBy(() -> read(text, timeframe))
        .isInstanceOf(CandleFormatException.class)
        .hasMessage(message);
  }

  private static CandleSeries read(String text, Timeframe timeframe) throws IOException {
    return CandleReader.read(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            ReadOptions.none().withTimeframe(timeframe))
        .candles();
  }
}
