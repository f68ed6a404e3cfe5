package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.strategy.GoldenVectors;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class HoursCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String input = "";

  @Test
  void jsonHasTheRecordedHoursAndSlots() {
    JsonObject file = GoldenVectors.json("market/hours");
    for (Object item : file.getJsonArray("cases")) {
      JsonObject vector = (JsonObject) item;
      assertThat(run(vector.getJsonObject("input"), file, "json")).as("%s", err).isZero();

      JsonObject answer = new JsonObject(out.toString());
      assertThat(answer.fieldNames()).containsExactly("byHour", "bySlot");
      GoldenVectors.assertHours(
          answer.getJsonObject("byHour"),
          answer.getJsonArray("bySlot"),
          vector.getJsonObject("expected"));
    }
  }

  @Test
  void tableSaysWhatACoinGetsAndFitsEightyColumns() {
    JsonObject file = GoldenVectors.json("market/hours");
    JsonObject vector = file.getJsonArray("cases").getJsonObject(0);

    assertThat(run(vector.getJsonObject("input"), file, "table")).isZero();

    assertThat(out.toString())
        .contains("minoria · M1 · gales: 2 · horas de UTC")
        .contains("Por horário, em 10 dias.")
        .contains("uma moeda faria 62%, e 91% até o G2")
        .contains("todos com --format json");
    assertThat(out.toString().lines().filter(line -> !line.endsWith(".")))
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--strategy=magic | there is no strategy magic; known are minoria, maioria",
        "--martingale=6 | martingale must be 0 to 5, not 6",
        "--slot-days=4 | slotDays must be 5 to 90, not 4",
        "--slot-days=91 | slotDays must be 5 to 90, not 91",
        "--now=-1 | now must be epoch seconds from 1970 to 9999, not -1",
        "--format=csv | expected table or json, not csv",
        "--zone=America/New_York+7 | zone must be a region such as America/Sao_Paulo",
      })
  void exitsWithTwoForWrongOptionsBeforeReading(String option, String message) {
    assertThat(run("--candles", "/no/such/file.csv", option)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(out).hasToString("");
  }

  private int run(JsonObject parameters, JsonObject file, String format) {
    JsonArray candles = file.getJsonObject("series").getJsonArray(parameters.getString("candles"));
    input = parameters.copy().put("candles", candles).encode();
    List<String> arguments =
        new ArrayList<>(List.of("--candles=-", "--format=" + format, "--slot-days"));
    arguments.add("" + parameters.getValue("days"));
    for (String name : List.of("strategy", "now", "martingale", "tie", "zone", "timeframe")) {
      arguments.add("--" + name + "=" + parameters.getValue(name));
    }
    out.getBuffer().setLength(0);
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return new CommandLine(
            new HoursCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))))
        .setResourceBundle(Language.PT.bundle())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
