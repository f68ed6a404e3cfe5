package br.com.catalogador.app;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.candle.file.CandleFile;
import br.com.catalogador.candle.file.Understood;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.stats.Tally;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.view.CatalogCsv;
import br.com.catalogador.view.CatalogJson;
import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
  static final int MAX_QUADRANTS = 1_000_000;
  static final long LAST_SECOND = 253_402_300_799L;

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

  @Mixin private CandleFileOptions file = new CandleFileOptions();

  @Option(
      names = "--quadrants",
      defaultValue = "10",
      description =
          "Quantos quadrantes, dos mais novos: 1 a "
              + MAX_QUADRANTS
              + " (padrão ${DEFAULT-VALUE}).")
  private int quadrants;

  @Option(
      names = "--strategy",
      defaultValue = "minoria",
      paramLabel = "ESTRATÉGIA",
      description =
          "Uma das estratégias, ou um padrão como 5:1,2,3:GGR=C,RRG=P:6,7,8"
              + " (padrão ${DEFAULT-VALUE}).")
  private String strategy;

  @Option(
      names = "--martingale",
      defaultValue = "2",
      description = "Gales depois da entrada: 0 a 5 (padrão ${DEFAULT-VALUE}).")
  private int martingale;

  @Option(
      names = "--tie",
      defaultValue = "loss",
      converter = TieConverter.class,
      description =
          "Doji na entrada: loss (perde) ou tie (empata e devolve) (padrão ${DEFAULT-VALUE}).")
  private TieRule tie;

  @Option(names = "--payout", description = "Fração paga na vitória, p. ex. 0.87; liga o dinheiro.")
  private Double payout;

  @Option(
      names = "--multiplier",
      defaultValue = "2",
      description = "Cada gale aposta tantas vezes o anterior (padrão ${DEFAULT-VALUE}).")
  private double multiplier;

  @Option(names = "--recover", description = "Cada gale recupera tudo, em lugar do multiplicador.")
  private boolean recover;

  @Mixin private ConditionOptions conditions = new ConditionOptions();

  @Option(
      names = "--format",
      defaultValue = "table",
      converter = FormatConverter.class,
      description = "table, json ou csv (padrão ${DEFAULT-VALUE}).")
  private Format format;

  @Option(
      names = "--now",
      description = "O relógio, em segundos desde 1970 UTC; sem ele, o fim da última vela.")
  private Long now;

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
    // Only the timeframe may depend on the candles; other options are checked before reading the
    // file.
    CatalogSettings settings = settings(file.timeframe);
    CandleFile read;
    try {
      read = file.read(candles, standardInput, now == null ? Instant.now() : null);
    } catch (IOException e) {
      return failed(e);
    }
    tell(read.understood());
    CandleSeries series = read.candles();
    requireSupported(settings.strategy(), series.timeframe());
    print(series, settings(series.timeframe()), now == null ? series.end() : now, plan);
    return CommandLine.ExitCode.OK;
  }

  /** Says on the error output what was understood of a file that left something open. */
  private void tell(Understood understood) {
    if (!understood.isPlain()) {
      spec.commandLine().getErr().println(understood.text(Language.of(spec).locale()));
      spec.commandLine().getErr().flush();
    }
  }

  private void print(CandleSeries series, CatalogSettings settings, long clock, StakePlan plan) {
    // Buffered, because the writer of the command line may flush each line.
    PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut()));
    Finality finality = Finality.upTo(clock);
    Tally tally = new Tally(martingale, plan);
    Catalog catalog = Catalog.of(series, settings, finality, tally);
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
            language.text("table.title", title, series.timeframe(), strategy, "" + martingale));
        new CatalogTable(out, language).print(catalog, summary, forming);
      }
    }
    out.flush();
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
    require(
        quadrants <= MAX_QUADRANTS,
        "quadrants must be at most " + MAX_QUADRANTS + ", not " + quadrants);
    require(
        now == null || now >= 0 && now <= LAST_SECOND,
        "now must be epoch seconds from 1970 to 9999, not " + now);
    try {
      Strategy known =
          Strategies.byIdOrPattern(strategy)
              .orElseThrow(() -> wrongUse("there is no strategy " + strategy + strategyIds()));
      if (file.timeframe != null) {
        requireSupported(known, file.timeframe);
      }
      return new CatalogSettings(
          known,
          ofCandles == null ? Timeframe.M1 : ofCandles,
          quadrants,
          martingale,
          tie,
          conditions.read(file.zoneId(), ofCandles));
    } catch (IllegalArgumentException e) {
      throw wrongUse(e.getMessage());
    }
  }

  private StakePlan plan() {
    try {
      StakePlan plan = new StakePlan(payout == null ? 1 : payout, multiplier, recover);
      return payout == null ? null : plan;
    } catch (IllegalArgumentException e) {
      throw wrongUse(e.getMessage());
    }
  }

  private void requireSupported(Strategy known, Timeframe of) {
    require(known.supports(of), "strategy " + known.id() + " is not defined for " + of);
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw wrongUse(message);
    }
  }

  private ParameterException wrongUse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int failed(IOException failure) {
    String reason = CandleFileOptions.reason(failure, Language.of(spec));
    spec.commandLine().getErr().println("catalog: " + candles + ": " + reason);
    spec.commandLine().getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String strategyIds() {
    return "; known are " + String.join(", ", Strategies.all().stream().map(Strategy::id).toList());
  }

  static final class TieConverter implements ITypeConverter<TieRule> {
    @Override
    public TieRule convert(String text) {
      return TieRule.ofWireName(text)
          .orElseThrow(() -> new TypeConversionException("expected loss or tie, not " + text));
    }
  }

  static final class FormatConverter extends LowerCaseConverter<Format> {
    FormatConverter() {
      super(Format.class);
    }
  }
}
