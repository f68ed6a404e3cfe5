package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CatalogCommandTest {
  private static final String FIVE_AND_ENTRY =
      """
      from,open,high,low,close
      1790640000,2,3,1,1
      1790640060,2,3,1,3
      1790640120,2,3,1,1
      1790640180,2,3,1,3
      1790640240,2,3,1,1
      1790640300,2,3,1,1
      1790640360,2,3,1,3
      1790640420,2,3,1,1
      """;

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String input = "";

  @Test
  void tableShowsEachQuadrantAndTheRateWithItsContext() throws IOException {
    int code = run("--candles", file(FIVE_AND_ENTRY), "--payout", "0.87", "--asset", "EURUSD-OTC");

    assertThat(err).hasToString("");
    assertThat(code).isZero();
    assertThat(out)
        .hasToString(
            """
            EURUSD-OTC · M1 · minoria · gales: 2
            Quadrante (UTC)  Verdes Vermelhas Dojis Sinal Entrada Resultado
            2026-09-29 00:00      2         3     0 CALL  00:05   Vitória no 1º gale

            Quadrantes 1 · 1ª entrada 0 · G1 1 · G2 0 · Loss 0
            Nulos 0
            Acerto 100,0 % em 1 · acaso 87,5 % · IC 95 % 20,7–100,0 % · preciso 89,9 %
            Amostra pequena: menos de 30 operações.
            Dinheiro: +0,74 por 1,00 de entrada · pior queda 0,00
            Próxima entrada: CALL (prévia) às 00:10 UTC, em 120 s
            """);
  }

  @Test
  void daysListsAllQuadrantsWhoseEntryBeganInThem() throws IOException {
    String sample = "conf/exemplos/velas.csv";
    assertThat(run("--candles", sample, "--days", "1", "--format", "json")).isZero();
    // The file has ten hours.
    assertThat(new JsonObject(out.toString()).getJsonArray("rows")).hasSize(120);
    out.getBuffer().setLength(0);
    String later = "" + (1_790_640_000L + 600 * 60 + 86_400 - 3_600);
    run("--candles", sample, "--days", "1", "--format", "json", "--now", later);
    assertThat(new JsonObject(out.toString()).getJsonArray("rows")).hasSize(13);
  }

  @Test
  void tableFitsEightyColumns() throws IOException {
    for (JsonObject vector : vectors("minoria-random")) {
      input = vector.getJsonObject("input").encode();
      assertThat(run(options(vector.getJsonObject("input"), "table"))).isZero();
    }
    assertThat(out.toString().lines())
        .anyMatch(line -> line.contains("Empate (entrada devolvida)"))
        .anyMatch(line -> line.contains("Nulo (doji no quadrante)"))
        .anyMatch(line -> line.contains("Sem dados"))
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
  }

  @Test
  void jsonEqualsTheAnswerOfTheApi() throws IOException {
    for (JsonObject vector : vectors("strategies")) {
      JsonObject parameters = vector.getJsonObject("input");
      input = parameters.encode();
      out.getBuffer().setLength(0);

      assertThat(run(options(parameters, "json"))).isZero();

      JsonObject answer = new JsonObject(out.toString());
      JsonObject expected = vector.getJsonObject("expected");
      assertThat(answer.fieldNames())
          .containsExactly(
              "asset",
              "timeframe",
              "strategy",
              "martingale",
              "tie",
              "conditions",
              "computedAt",
              "dataFrom",
              "dataTo",
              "rows",
              "skipped",
              "summary",
              "afterHits",
              "forming",
              "quality");
      assertThat(answer.getJsonArray("rows")).isEqualTo(expected.getJsonArray("rows"));
      assertThat(answer.getLong("computedAt")).isEqualTo(parameters.getLong("now"));
      assertThat(answer.getJsonObject("summary").remove("filtered")).isEqualTo(0);
      assertThat(answer.getJsonObject("summary").fieldNames())
          .isEqualTo(expected.getJsonObject("summary").fieldNames());
    }
  }

  @Test
  void ownPatternsAndConditionsGiveTheRecordedCatalogs() throws IOException {
    JsonObject file = new JsonObject(text("/vectors/market/catalog.json"));
    for (Object item : file.getJsonArray("cases")) {
      JsonObject vector = (JsonObject) item;
      JsonObject parameters = vector.getJsonObject("input");
      JsonArray candles =
          file.getJsonObject("series").getJsonArray(parameters.getString("candles"));
      input = parameters.copy().put("candles", candles).encode();
      out.getBuffer().setLength(0);

      assertThat(run(options(parameters, "json")))
          .as("%s: %s", vector.getString("name"), err)
          .isZero();

      JsonObject answer = new JsonObject(out.toString());
      JsonObject expected = vector.getJsonObject("expected");
      assertThat(answer.getString("strategy")).isEqualTo(parameters.getString("strategy"));
      assertThat(answer.getJsonArray("rows"))
          .as(vector.getString("name"))
          .isEqualTo(expected.getJsonArray("rows"));
      assertThat(answer.getJsonArray("afterHits")).isEqualTo(expected.getJsonArray("afterHits"));
      assertThat(answer.getJsonObject("summary").getInteger("filtered"))
          .isEqualTo(expected.getJsonObject("summary").getInteger("filtered"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --strategy 5:1,1:min:6  | pattern, analysed: expected different positions, not 1,1
          --agree 5:1:sam:6       | pattern, rule: expected a rule: min, maj
          --hours 9-9 --zone -3   | hours
          --hours 9-12            | zone
          --trend 1               | trend
          --after hit:11          | after
          --side buy              | side
          --agree five-flip --timeframe 60 | agree
          """)
  void wrongPatternOrConditionIsWrongUse(String options, String said) {
    input = FIVE_AND_ENTRY;
    List<String> arguments = new ArrayList<>(List.of("--candles", "-"));
    arguments.addAll(List.of(options.strip().split(" ")));
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains(said);
  }

  @Test
  void tableSaysWhyARowIsFiltered() throws IOException {
    run("--candles", file(FIVE_AND_ENTRY), "--side", "put");
    assertThat(out.toString()).contains("Fora do filtro (lado)").contains("Fora do filtro 1");
  }

  @Test
  void csvWithConditionsHasAColumnForTheFilter() throws IOException {
    run("--candles", file(FIVE_AND_ENTRY), "--side", "put", "--format", "csv");
    assertThat(out)
        .hasToString(
            """
            start,green,red,doji,signal,nullReason,entryAt,result,martingale,filter
            1790640000,2,3,0,CALL,,1790640300,FILTERED,,side
            """);
  }

  @Test
  void jsonContainsAssetAndSpanOfTheCandles() {
    input = FIVE_AND_ENTRY;
    run("--candles", "-", "--format", "json", "--asset", "X", "--now", "1790640419");

    JsonObject answer = new JsonObject(out.toString());
    assertThat(answer.getJsonObject("asset"))
        .isEqualTo(
            new JsonObject().putNull("id").put("symbol", "X").put("name", "X").putNull("payout"));
    assertThat(answer.getLong("dataFrom")).isEqualTo(1_790_640_000);
    assertThat(answer.getLong("dataTo")).isEqualTo(1_790_640_360);
    assertThat(answer.getJsonArray("rows").getJsonObject(0).getString("result"))
        .isEqualTo("PENDING");
    assertThat(answer.getJsonObject("forming").getLong("secondsToEntry")).isEqualTo(181);
    assertThat(answer.getJsonObject("summary").containsKey("payout")).isFalse();
  }

  @Test
  void csvHasOneLinePerQuadrant() {
    input = FIVE_AND_ENTRY;
    assertThat(run("--candles", "-", "--format", "csv", "--timeframe", "M1")).isZero();
    assertThat(out)
        .hasToString(
            """
            start,green,red,doji,signal,nullReason,entryAt,result,martingale
            1790640000,2,3,0,CALL,,1790640300,WIN,1
            """);
  }

  @Test
  void printsAnEmptyCatalogWithoutCandles() {
    input = "[]";
    assertThat(run("--candles", "-", "--timeframe", "60")).isZero();
    assertThat(out.toString()).contains("Acerto: nenhuma operação ainda");
    out.getBuffer().setLength(0);
    assertThat(run("--candles", "-", "--timeframe", "60", "--format", "json")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--quadrants=0        | quadrants must be at least 1, not 0",
        "--quadrants=1000001  | quadrants must be at most 1000000, not 1000001",
        "--days=0             | days must be 1 to 36525, not 0",
        "--days=36526         | days must be 1 to 36525, not 36526",
        "--martingale=6       | martingale must be 0 to 5, not 6",
        "--strategy=magic     | there is no strategy magic; known are minoria, maioria",
        "--tie=draw           | expected loss or tie, not draw",
        "--timeframe=M2       | expected 60, 300, 900, M1, M5 or M15, not M2",
        "--format=xml         | expected table, json or csv, not xml",
        "--payout=87          | payout must be above 0 and at most 10, not 87.0",
        "--payout=NaN         | payout must be above 0 and at most 10, not NaN",
        "--multiplier=0       | multiplier must be above 0 and at most 100, not 0.0",
        "--now=-1             | now must be epoch seconds from 1970 to 9999, not -1",
        "--sure-win           | Unknown option: '--sure-win'",
      })
  void exitsWithTwoForWrongOptionsBeforeReading(String option, String message) {
    assertThat(run("--candles", "-", option)).isEqualTo(2);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    assertThat(out).hasToString("");
  }

  @Test
  void exitsWithTwoForATimeframeTheStrategyDoesNotSupport() {
    assertThat(run("--candles", "-", "--strategy", "c3", "--timeframe", "M5")).isEqualTo(2);
    assertThat(err.toString()).contains("strategy c3 is not defined for M5");
    input = "{\"timeframe\":300,\"candles\":[]}";
    assertThat(run("--candles", "-", "--strategy", "c3")).isEqualTo(2);
  }

  @Test
  void failsWithOneLineForUnusableCandles() {
    assertThat(run("--candles", "/no/such/file.csv")).isEqualTo(1);
    assertThat(err).hasToString("catalog: /no/such/file.csv: não há esse arquivo\n");
    err.getBuffer().setLength(0);
    input = "from,open,high,low,close\n60,1,1,1,x\n";
    assertThat(run("--candles", "-")).isEqualTo(1);
    assertThat(err).hasToString("catalog: -: linha 2: close é \"x\", esperado um número\n");
    err.getBuffer().setLength(0);
    assertThat(run("--candles", directory.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("é uma pasta").doesNotContain("\tat ");
  }

  private int run(String... arguments) {
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return new CommandLine(new CatalogCommand(in))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("candles.csv"), text).toString();
  }

  private static String[] options(JsonObject parameters, String format) {
    List<String> options = new ArrayList<>(List.of("--candles", "-", "--format", format));
    for (String name : Arrays.asList("strategy", "now", "quadrants", "martingale", "tie")) {
      options.add("--" + name + "=" + parameters.getValue(name));
    }
    options.add("--payout=" + parameters.getValue("payout"));
    options.add("--multiplier=" + parameters.getValue("multiplier", 2));
    if (parameters.getBoolean("recover", false)) {
      options.add("--recover");
    }
    JsonObject conditions = parameters.getJsonObject("conditions");
    if (conditions != null) {
      conditions.forEach(it -> options.addAll(List.of("--" + it.getKey(), "" + it.getValue())));
    }
    return options.toArray(String[]::new);
  }

  private static List<JsonObject> vectors(String file) throws IOException {
    return new JsonArray(text("/vectors/" + file + ".json"))
        .stream().map(JsonObject.class::cast).toList();
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = CatalogCommandTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
