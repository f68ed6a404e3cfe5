package br.com.catalogador.app;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.candle.file.CandleFile;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.stats.Tally;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.RecentBlocks;
import br.com.catalogador.view.CatalogCsv;
import br.com.catalogador.view.CatalogJson;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code catalog}: makes the catalog of a file of candles, with the same result as
 * {@code GET /api/v1/catalog}. Exit code 0 on success, 1 when the candles cannot be read or used, 2
 * for wrong options; errors are written to the error output in one line.
 */
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    description = "Cataloga as velas de um arquivo, sem rede.")
public final class CatalogCommand implements Callable<Integer> {
  private static final int DEFAULT_QUADRANTS = 10;
  private static final int MAX_DAYS = 36_525;

  enum Format {
    TABLE,
    JSON,
    CSV
  }

  private final InputStream standardInput;

  @Spec private CommandSpec spec;

  @Option(
      names = "--candles",
      required = true,
      paramLabel = "ARQUIVO",
      description =
          "Arquivo de velas, de qualquer programa de docs/arquivos.md; - lê a entrada padrão.")
  private String candles;

  @Option(names = "--asset", paramLabel = "ATIVO", description = "Nome do ativo, só para mostrar.")
  private String asset;

  @Mixin private CatalogOptions options = new CatalogOptions();

  @Option(
      names = "--quadrants",
      description =
          "Quantos quadrantes, dos mais novos: 1 a "
              + CatalogOptions.MAX_QUADRANTS
              + " (padrão "
              + DEFAULT_QUADRANTS
              + ").")
  private Integer quadrants;

  @Option(
      names = "--days",
      description =
          "Em lugar de --quadrants: todos os quadrantes dos últimos tantos dias, 1 a "
              + MAX_DAYS
              + ".")
  private Integer days;

  @Option(
      names = "--strategy",
      defaultValue = "minoria",
      paramLabel = "ESTRATÉGIA",
      description =
          "Uma das estratégias, ou um padrão como 5:1,2,3:GGR=C,RRG=P:6,7,8"
              + " (padrão ${DEFAULT-VALUE}).")
  private String strategy;

  @Option(names = "--payout", description = "Fração paga na vitória, p. ex. 0.87; liga o dinheiro.")
  private Double payout;

  @Option(
      names = "--multiplier",
      defaultValue = "2",
      description = "Cada gale aposta tantas vezes o anterior (padrão ${DEFAULT-VALUE}).")
  private double multiplier;

  @Option(names = "--recover", description = "Cada gale recupera tudo, em lugar do multiplicador.")
  private boolean recover;

  @Option(
      names = "--format",
      defaultValue = "table",
      converter = FormatConverter.class,
      description = "table, json ou csv (padrão ${DEFAULT-VALUE}).")
  private Format format;

  /** Reads {@code -} from the process's own standard input. */
  public CatalogCommand() {
    this(System.in);
  }

  CatalogCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    StakePlan plan = plan();
    // Only the timeframe may depend on the candles; other options are checked before reading.
    settings(options.file.timeframe);
    CandleFile read = options.read(candles, standardInput);
    if (read == null) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    CandleSeries series = read.candles();
    print(series, settings(series.timeframe()), options.clock(series.end()), plan);
    return CommandLine.ExitCode.OK;
  }

  private void print(CandleSeries series, CatalogSettings settings, long clock, StakePlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    Finality finality = Finality.upTo(clock);
    Tally tally = new Tally(settings.martingale(), plan);
    Catalog catalog = RecentBlocks.catalog(series, settings, clock, finality, tally);
    Summary summary = tally.summary();
    Forming forming = Forming.of(series, settings, clock, finality).orElse(null);
    switch (format) {
      case CSV -> out.print(CatalogCsv.of(catalog.rows(), settings));
      case JSON ->
          out.println(
              CatalogJson.results(assetJson(), series, settings, clock, catalog, summary, forming)
                  .encodePrettily());
      case TABLE -> {
        Language language = Language.of(spec);
        String title = asset == null ? "" : asset + " · ";
        out.println(
            language.text(
                "table.title", title, series.timeframe(), strategy, "" + settings.martingale()));
        new CatalogTable(out, language).print(catalog, summary, forming);
      }
    }
  }

  private JsonObject assetJson() {
    return new JsonObject()
        .putNull("id")
        .put("symbol", asset)
        .put("name", asset)
        .put("payout", payout);
  }

  /**
   * @param ofCandles null while it is not known
   */
  private CatalogSettings settings(Timeframe ofCandles) {
    options.require(days == null || quadrants == null, "days and quadrants exclude each other");
    options.require(
        days == null || days >= 1 && days <= MAX_DAYS,
        "days must be 1 to " + MAX_DAYS + ", not " + days);
    int newest = quadrants == null ? DEFAULT_QUADRANTS : quadrants;
    options.requireQuadrants(newest);
    try {
      return new CatalogSettings(
          options.strategy(strategy, ofCandles),
          ofCandles == null ? Timeframe.M1 : ofCandles,
          newest,
          options.martingale,
          options.tie,
          options.conditions(ofCandles),
          days == null ? 0 : days);
    } catch (IllegalArgumentException e) {
      throw options.wrongUse(e.getMessage());
    }
  }

  private StakePlan plan() {
    try {
      StakePlan plan = new StakePlan(payout == null ? 1 : payout, multiplier, recover);
      return payout == null ? null : plan;
    } catch (IllegalArgumentException e) {
      throw options.wrongUse(e.getMessage());
    }
  }

  static final class FormatConverter extends LowerCaseConverter<Format> {
    FormatConverter() {
      super(Format.class);
    }
  }
}
