package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.strategy.GoldenVectors;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MatrixCommandTest {
  private static final String SAMPLE = "conf/exemplos/velas.csv";

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void jsonHasTheRecordedCells() throws IOException {
    JsonObject file = GoldenVectors.json("market/matrix");
    for (Object item : file.getJsonArray("cases")) {
      JsonObject vector = (JsonObject) item;
      JsonObject input = vector.getJsonObject("input");
      List<String> arguments = new ArrayList<>(List.of("--candles"));
      for (Map.Entry<String, Object> market : input.getJsonObject("markets")) {
        JsonArray candles = file.getJsonObject("series").getJsonArray((String) market.getValue());
        arguments.add(market.getKey() + "=" + csv(candles));
      }
      for (String name : List.of("timeframe", "now", "quadrants", "martingale", "tie")) {
        arguments.add("--" + name + "=" + input.getValue(name));
      }
      arguments.add(
          "--strategies="
              + input.getJsonArray("strategies").stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(",")));
      arguments.addAll(List.of("--min-operations=5", "--simulations=99", "--format=json"));
      out.getBuffer().setLength(0);

      assertThat(run(arguments.toArray(String[]::new))).as("%s", err).isZero();

      JsonObject answer = new JsonObject(out.toString());
      assertThat(answer.fieldNames()).containsExactly("cells", "byLuck", "simulations");
      assertThat(answer.getInteger("simulations")).isEqualTo(99);
      assertThat(exact(answer)).isEqualTo(exact(vector.getJsonObject("expected")));
      assertThat(answer.getJsonObject("byLuck").getInteger("cells"))
          .isEqualTo(vector.getJsonObject("expected").getJsonObject("byLuck").getInteger("cells"));
    }
  }

  /** The fields of each cell that are equal to the last bit, by asset and strategy. */
  private static Map<String, List<Object>> exact(JsonObject matrix) {
    return matrix.getJsonArray("cells").stream()
        .map(JsonObject.class::cast)
        .collect(
            Collectors.toMap(
                cell -> cell.getString("asset") + " " + cell.getString("strategy"),
                cell ->
                    List.of(
                        cell.fieldNames().stream().sorted().toList(),
                        cell.getInteger("operations"),
                        cell.getInteger("wins"),
                        "" + cell.getValue("winRate"),
                        cell.getJsonObject("first").getInteger("operations"),
                        cell.getJsonObject("first").getInteger("wins"),
                        "" + cell.getValue("operationsNeeded"))));
  }

  @Test
  void tableSaysWhatLuckWouldDoAboveTheCellsAndFitsEightyColumns() {
    assertThat(run("--candles", SAMPLE, "--payout", "0.87")).isZero();

    assertThat(out.toString())
        .contains("1 ativos × 25 estratégias · M1 · 100 quadrantes · gales: 2")
        .contains("Em 999 mercados de cara ou coroa com estas mesmas velas")
        .contains("só a sorte daria")
        .contains("velas        torres-gemeas         53/97   54,6%");
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
  }

  @Test
  void sameQuestionHasTheSameAnswer() {
    run("--candles", SAMPLE, "--format", "json", "--trend", "21");
    String first = out.toString();
    out.getBuffer().setLength(0);
    run("--candles", SAMPLE, "--format", "json", "--trend", "21");
    assertThat(out).hasToString(first);
  }

  @Test
  void listsIdsAndPatternsWhoseCommasAreTheirOwn() {
    String painted = "5:1,2,3:GGR=C,RRG=P:6,7,8";
    run(
        "--candles=" + SAMPLE,
        "--strategies=" + painted + ",10:-2,7:maj:8,minoria," + painted + ",d21",
        "--format=json");
    assertThat(
            new JsonObject(out.toString())
                .getJsonArray("cells").stream()
                    .map(cell -> ((JsonObject) cell).getString("strategy")))
        .containsExactlyInAnyOrder(painted, "10:-2,7:maj:8", "minoria", "d21");
  }

  @Test
  void oneStrategyIsRankedByRateWithoutSimulations() {
    run("--candles", "A=" + SAMPLE, "B=" + SAMPLE, "--strategies=minoria", "--format=csv");
    assertThat(out.toString().lines())
        .hasSize(3)
        .first()
        .isEqualTo(
            "asset,strategy,firstOperations,firstWins,firstRate,firstPValue,holm,familyP,"
                + "operationsNeeded,operations,wins,winRate,wilsonLower,wilsonUpper,"
                + "profitPerCycle");
    assertThat(out.toString())
        .contains("A,minoria,81,39,0.48148148148148145,0.6715037662068212,1.0,,,81,69,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--strategies=magic | there is no strategy magic; known are minoria, maioria",
        "--strategies=minoria,5:1,2 | pattern, text: expected four parts",
        "--strategies=minoria,,maioria | there is no strategy ",
        "--simulations=50 | simulations must be 0 or 99 to 9999, not 50",
        "--min-operations=0 | minOperations must be at least 1, not 0",
        "--order=luck | expected evidence, winRate, wilson or profit, not luck",
        "--order=profit | order profit needs a payout",
        "--payout=87 | payout must be above 0 and at most 10, not 87.0",
        "--quadrants=1000001 | quadrants must be at most 1000000, not 1000001",
        "--now=-1 | now must be epoch seconds from 1970 to 9999, not -1",
      })
  void exitsWithTwoForWrongOptionsBeforeReading(String option, String message) {
    assertThat(run("--candles", "/no/such/file.csv", option)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(out).hasToString("");
  }

  @Test
  void exitsWithTwoWhenFilesDoNotGoTogether() throws IOException {
    Path m5 =
        Files.writeString(
            directory.resolve("m5.csv"), "from,open,high,low,close\n0,1,1,1,1\n300,1,1,1,1\n");
    assertThat(run("--candles", SAMPLE, m5.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("candles must be of M1, not M5");
    assertThat(run("--candles", "A=" + SAMPLE, "A=" + SAMPLE)).isEqualTo(2);
    assertThat(err.toString()).contains("asset A is given twice");
    assertThat(run("--candles", SAMPLE, "--strategies=five-flip")).isEqualTo(2);
    assertThat(err.toString()).contains("strategy five-flip is not defined for M1");
  }

  @Test
  void failsWithOneLineForAFileThatCannotBeRead() {
    assertThat(run("--candles", SAMPLE, "X=/no/such/file.csv")).isEqualTo(1);
    assertThat(err).hasToString("matrix: /no/such/file.csv: não há esse arquivo\n");
    assertThat(out).hasToString("");
  }

  private int run(String... arguments) {
    return new CommandLine(new MatrixCommand(new ByteArrayInputStream(new byte[0])))
        .setResourceBundle(Language.PT.bundle())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String csv(JsonArray candles) throws IOException {
    StringBuilder csv = new StringBuilder("from,open,close,low,high\n");
    for (int i = 0; i < candles.size(); i++) {
      JsonArray row = candles.getJsonArray(i);
      csv.append(row.stream().map(String::valueOf).collect(Collectors.joining(","))).append('\n');
    }
    Path file = Files.createTempFile(directory, "candles", ".csv");
    return Files.write(file, csv.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }
}
