package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CandlesCommandTest {
  private static final String MT4 =
      "2026.03.10,12:00,1.23450,1.23452,1.23449,1.23451,17\n"
          + "2026.03.10,12:01,1.23451,1.23452,1.23449,1.23450,17\n";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String input = "";

  @Test
  void writesCandlesAsCsvAndSaysWhatItUnderstood() throws IOException {
    assertThat(run(file("EURUSD1.csv", MT4))).isZero();

    assertThat(out)
        .hasToString(
            """
            from,open,high,low,close
            1773144000,1.2345,1.23452,1.23449,1.23451
            1773144060,1.23451,1.23452,1.23449,1.2345
            """);
    assertThat(err.toString())
        .isEqualTo(
            directory.resolve("EURUSD1.csv")
                + ": MT4 · EURUSD · M1 · 2 velas · 10/03/2026 12:00 → 10/03/2026 12:01 UTC"
                + " · não se sabe o fuso, lido como UTC · 0 buracos · 0 dojis · 0 repetidas\n");
  }

  @Test
  void namesTheFileOfEachLineAndGoesOnAfterARefusedOne() throws IOException {
    String good = file("a.csv", MT4);
    String bad = file("b.csv", "from,open,high,low,close\n60,1,1,1,x\n");

    assertThat(run(bad, good)).isEqualTo(1);

    assertThat(out.toString().lines())
        .containsExactly(
            "file,from,open,high,low,close",
            good + ",1773144000,1.2345,1.23452,1.23449,1.23451",
            good + ",1773144060,1.23451,1.23452,1.23449,1.2345");
    assertThat(err.toString())
        .startsWith("candles: " + bad + ": linha 2: close é \"x\", esperado um número\n" + good);
  }

  @Test
  void writesOneDocumentAsJson() throws IOException {
    input = MT4;
    assertThat(run("-", "--to", "json", "--zone", "-3", "--timeframe", "M5", "--stamp", "open"))
        .isZero();

    JsonObject answer = new JsonObject(out.toString());
    assertThat(answer.getJsonObject("candles"))
        .isEqualTo(
            new JsonObject()
                .put("from", new JsonArray().add(1773154800))
                .put("open", new JsonArray().add(1.2345))
                .put("high", new JsonArray().add(1.23452))
                .put("low", new JsonArray().add(1.23449))
                .put("close", new JsonArray().add(1.2345)));
    JsonObject understood = answer.getJsonObject("understood");
    assertThat(understood.fieldNames())
        .containsExactly(
            "format",
            "asset",
            "timeframe",
            "sourceTimeframe",
            "candles",
            "from",
            "to",
            "zone",
            "zoneFrom",
            "evidence",
            "stamp",
            "unit",
            "digits",
            "gaps",
            "dojis",
            "repeated",
            "conflicts",
            "flatsDropped",
            "lastDropped",
            "shortBlocks",
            "text");
    assertThat(understood.getString("zoneFrom")).isEqualTo("given");
    assertThat(understood.getInteger("shortBlocks")).isEqualTo(1);

    out.getBuffer().setLength(0);
    run(file("a.csv", MT4), file("b.csv", MT4), "--to", "json");
    assertThat(new JsonObject(out.toString()).getJsonArray("files")).hasSize(2);
    out.getBuffer().setLength(0);
    run(file("a.csv", "x"), file("b.csv", "x"), "--to", "json");
    assertThat(new JsonObject(out.toString()).getJsonArray("files")).isEmpty();
  }

  @Test
  void whatItWritesIsReadAgainAsTheSame() throws IOException {
    input = MT4;
    run("-", "--to", "json");
    String json = out.toString();
    out.getBuffer().setLength(0);
    run("-");
    String csv = out.toString();
    for (String written : new String[] {json, csv}) {
      input = written;
      out.getBuffer().setLength(0);
      assertThat(run("-")).isZero();
      assertThat(out).hasToString(csv);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--zone=Mars      | expected a zone such as America/Sao_Paulo, -3 or UTC, not Mars",
        "--stamp=begin    | expected open or close, not begin",
        "--decimal=.      | expected comma or point, not .",
        "--to=xml         | expected csv, json or none, not xml",
        "--timeframe=M2   | expected 60, 300, 900, M1, M5 or M15, not M2",
      })
  void exitsWithTwoForWrongOptionsBeforeReading(String option, String message) {
    assertThat(run("-", option)).isEqualTo(2);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    assertThat(out).hasToString("");
  }

  private int run(String... arguments) {
    return new CommandLine(
            new CandlesCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
