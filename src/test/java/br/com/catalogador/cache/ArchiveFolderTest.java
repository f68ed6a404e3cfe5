package br.com.catalogador.cache;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.HistoryCommand;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The archive as an operator looks at it, by the command {@code history}. */
class ArchiveFolderTest {
  private static final SeriesKey EUR = new SeriesKey(76, Timeframe.M1);
  private static final SeriesKey GBP = new SeriesKey(81, Timeframe.M5);
  private static final PageKey OLD = PageKey.at(EUR, 1_700_000_000);
  private static final PageKey NEW = PageKey.at(EUR, Instant.now().getEpochSecond());

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @BeforeEach
  void keepCandles() throws IOException {
    try (PageFiles files = PageFiles.open(folder.resolve("polarium"))) {
      files.write(OLD, page(OLD, 3));
      files.write(NEW, page(NEW, 2));
      files.write(PageKey.at(GBP, OLD.begin()), page(PageKey.at(GBP, OLD.begin()), 1));
      files.writeNotes(notes(asset(76, "EURUSD-OTC")));
    }
  }

  private static Asset asset(long id, String symbol) {
    return new Asset(id, symbol, symbol, Category.OTC, true, null);
  }

  private static byte[] notes(Asset... assets) {
    ArchiveNotes notes = new ArchiveNotes();
    notes.putSymbols(List.of(assets));
    return notes.encode();
  }

  private static Page page(PageKey key, int candles) {
    CandleSeries.Builder builder = new CandleSeries.Builder(key.series().timeframe(), candles);
    for (int slot = 0; slot < candles; slot++) {
      builder.add(key.time(slot), 1.1, 1.3, 1.0, 1.2);
    }
    return Page.of(key, builder.build(), key.begin(), key.time(candles));
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = new CommandLine(new HistoryCommand());
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 2];
    all[0] = "--path";
    all[1] = folder.toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return command.execute(all);
  }

  private JsonArray held() {
    assertThat(run("--list", "--format", "json")).isZero();
    return new JsonObject(out.toString()).getJsonArray("held");
  }

  @Test
  void listsWhatIsKeptBesideARunningServer() throws IOException {
    Path damaged = folder.resolve("polarium/76/60/" + OLD.number() + ".page");
    byte[] content = Files.readAllBytes(damaged);
    content[content.length / 2] ^= 1;
    Files.write(damaged, content);
    try (PageFiles server = PageFiles.open(folder.resolve("polarium"))) {
      JsonObject eur = held().getJsonObject(0);

      assertThat(eur.getLong("bytes")).isPositive();
      eur.remove("bytes");
      assertThat(eur)
          .isEqualTo(
              new JsonObject()
                  .put("market", "polarium")
                  .put("asset", 76L)
                  .put("symbol", "EURUSD-OTC")
                  .put("timeframe", 60)
                  .put("candles", 2)
                  .put("from", NEW.begin())
                  .put("to", NEW.begin() + 60)
                  .put("pages", 2)
                  .put("damaged", 1));
      assertThat(server.dropped()).isZero();
      assertThat(damaged).hasBinaryContent(content);
    }
    run();
    assertThat(out.toString())
        .contains(
            "1 páginas estragadas", "polarium", "76 EURUSD-OTC     M1", "81 –              M5");
  }

  @Test
  void writesTheCandlesOfAnAsset() {
    assertThat(run("--export", "76")).isZero();
    assertThat(out.toString().lines())
        .hasSize(6)
        .startsWith("from,open,high,low,close", OLD.begin() + ",1.1,1.3,1,1.2");
    assertThat(run("--export", "81", "--timeframe", "M5", "--to", "json")).isZero();
    assertThat(new JsonObject(out.toString()).getJsonObject("candles").getJsonArray("from"))
        .isEqualTo(new JsonArray().add(PageKey.at(GBP, OLD.begin()).begin()));
    assertThat(run("--export", "5")).isEqualTo(2);
    assertThat(err.toString()).contains("nothing is kept of asset 5");
  }

  @Test
  void takesTheSymbolOfAnAsset() {
    assertThat(run("--export", "EURUSD-OTC")).isZero();
    assertThat(out.toString().lines()).hasSize(6);
    assertThat(run("--remove", "GBPUSD-OTC")).isEqualTo(2);
    assertThat(err.toString()).contains("nothing is kept of asset GBPUSD-OTC");
    assertThat(run("--remove", "EURUSD-OTC")).isZero();
    assertThat(out.toString()).isEqualTo("2 páginas apagadas.\n");
    assertThat(held()).hasSize(1);
  }

  @Test
  void asksForTheIdWhereTwoAssetsHaveHadTheSymbol() throws IOException {
    try (PageFiles files = PageFiles.open(folder.resolve("polarium"))) {
      files.writeNotes(notes(asset(76, "EURUSD-OTC"), asset(81, "EURUSD-OTC")));
    }
    assertThat(run("--export", "EURUSD-OTC")).isEqualTo(2);
    assertThat(err.toString()).contains("give an id: 76, 81");
    assertThat(run("--export", "81", "--timeframe", "M5")).isZero();
  }

  @Test
  void removesAnAssetOrOldDays() {
    assertThat(run("--remove-older", "90")).isZero();
    assertThat(out.toString()).isEqualTo("2 páginas apagadas.\n");
    assertThat(held()).hasSize(1);
    assertThat(run("--remove", "76")).isZero();
    assertThat(held()).isEmpty();
  }

  @Test
  void removesNothingWhileAServerRunsOnIt() throws IOException {
    try (PageFiles server = PageFiles.open(folder.resolve("polarium"))) {
      assertThat(run("--remove", "76")).isEqualTo(1);
      assertThat(err.toString()).contains("polarium está em uso por outro processo");
      assertThat(run("--remove-older", "1")).isEqualTo(1);
      assertThat(server.read(OLD)).isNotNull();
    }
  }

  @Test
  void asksForTheMarketWhereSeveralHaveTheAsset() throws IOException {
    try (PageFiles files = PageFiles.open(folder.resolve("simulated-1-v1"))) {
      files.write(OLD, page(OLD, 1));
    }
    assertThat(run("--remove", "76")).isEqualTo(2);
    assertThat(err.toString()).contains("--market: polarium, simulated-1-v1");
    assertThat(run("--export", "76", "--market", "simulated-1-v1")).isZero();
    assertThat(out.toString().lines()).hasSize(2);
  }
}
