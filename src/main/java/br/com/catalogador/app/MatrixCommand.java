package br.com.catalogador.app;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.candle.file.CandleFile;
import br.com.catalogador.matrix.Matrix;
import br.com.catalogador.matrix.MatrixAsset;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.matrix.MatrixRun;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.matrix.Simulator;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.view.MatrixCsv;
import br.com.catalogador.view.MatrixJson;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The command {@code matrix}: every strategy on every file of candles, best first, compared with
 * simulated markets of fair coins. Exit code 0 on success, 1 when candles cannot be read, 2 for
 * wrong options; errors are written to the error output in one line.
 */
@Command(
    name = "matrix",
    mixinStandardHelpOptions = true,
    description =
        "Cataloga toda estratégia em todo arquivo de velas, da melhor à pior, e diz o que a sorte"
            + " faria com as mesmas velas.")
public final class MatrixCommand implements Callable<Integer> {
  private final InputStream standardInput;

  @Spec private CommandSpec spec;

  @Option(
      names = "--candles",
      required = true,
      arity = "1..*",
      paramLabel = "[ATIVO=]ARQUIVO",
      description =
          "Arquivos de velas, um para cada ativo, de qualquer programa de docs/arquivos.md; sem"
              + " ATIVO=, vale o do arquivo ou o nome dele. - lê a entrada padrão.")
  private List<String> candles;

  @Mixin private CatalogOptions options = new CatalogOptions();

  @Option(
      names = "--strategies",
      defaultValue = "all",
      paramLabel = "LISTA",
      description =
          "all, ou estratégias e padrões separados por vírgula: minoria,5:1,2,3:min:6 (padrão"
              + " ${DEFAULT-VALUE}).")
  private String strategies;

  @Option(
      names = "--quadrants",
      defaultValue = "100",
      description = "Quantos quadrantes de cada célula, dos mais novos (padrão ${DEFAULT-VALUE}).")
  private int quadrants;

  @Option(
      names = "--min-operations",
      defaultValue = "" + MatrixSettings.DEFAULT_MIN_OPERATIONS,
      description =
          "Células com menos entradas ficam por último e sem familyP (padrão ${DEFAULT-VALUE}).")
  private int minOperations;

  @Option(
      names = "--order",
      converter = OrderConverter.class,
      description =
          "evidence, winRate, wilson ou profit; sem ela, evidence, ou winRate com uma estratégia"
              + " só.")
  private MatrixOrder order;

  @Option(
      names = "--simulations",
      description =
          "Mercados simulados: 0 ou 99 a 9999; sem ela, 999, ou 0 com uma estratégia só. Menos"
              + " quando a tabela é grande; o resultado diz quantos.")
  private Integer simulations;

  @Option(names = "--payout", description = "Fração paga na vitória, p. ex. 0.87; liga o dinheiro.")
  private Double payout;

  @Option(
      names = "--format",
      defaultValue = "table",
      converter = CatalogCommand.FormatConverter.class,
      description = "table, json ou csv (padrão ${DEFAULT-VALUE}).")
  private CatalogCommand.Format format;

  /** Reads {@code -} from the process's own standard input. */
  public MatrixCommand() {
    this(System.in);
  }

  MatrixCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    StakePlan plan = plan();
    // Only the timeframe may depend on the candles; other options are checked before reading.
    settings(options.file.timeframe);
    Map<String, CandleSeries> series = read();
    if (series == null) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    MatrixSettings settings = settings(series.values().iterator().next().timeframe());
    long clock =
        options.clock(series.values().stream().mapToLong(CandleSeries::end).max().orElse(0));
    List<MatrixAsset> assets =
        series.entrySet().stream()
            .map(it -> new MatrixAsset(it.getKey(), it.getValue(), Finality.upTo(clock), plan))
            .toList();
    print(settings, assets.size(), matrix(settings, assets));
    return CommandLine.ExitCode.OK;
  }

  private Matrix matrix(MatrixSettings settings, List<MatrixAsset> assets) {
    MatrixRun run = MatrixRun.of(settings, assets);
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(
            worker -> {
              Simulator simulator = run.simulator();
              while (simulator.step()) {
                // until all markets are simulated
              }
            });
    boolean several = settings.strategies().size() > 1;
    return run.result(
        order != null ? order : several ? MatrixOrder.EVIDENCE : MatrixOrder.WIN_RATE);
  }

  /** The candles by asset, in the order given; null when a file could not be read. */
  private Map<String, CandleSeries> read() {
    Map<String, CandleSeries> all = new LinkedHashMap<>();
    Timeframe timeframe = options.file.timeframe;
    for (String candlesOfOne : candles) {
      AssetFile source = AssetFile.of(candlesOfOne);
      CandleFile read = options.read(source.path(), standardInput);
      if (read == null) {
        return null;
      }
      Timeframe its = read.candles().timeframe();
      options.require(
          timeframe == null || timeframe == its,
          "candles must be of %s, not %s".formatted(timeframe, its));
      timeframe = its;
      String symbol = source.symbol(read.understood().asset());
      options.require(
          all.put(symbol, read.candles()) == null, "asset " + symbol + " is given twice");
    }
    return all;
  }

  private void print(MatrixSettings settings, int assets, Matrix matrix) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case CSV -> out.print(MatrixCsv.of(matrix));
      case JSON -> out.println(MatrixJson.of(matrix).encodePrettily());
      case TABLE -> new MatrixTable(out, Language.of(spec)).print(settings, assets, matrix);
    }
  }

  /**
   * @param ofCandles null while it is not known
   */
  private MatrixSettings settings(Timeframe ofCandles) {
    options.requireQuadrants(quadrants);
    try {
      Timeframe timeframe = ofCandles == null ? Timeframe.M1 : ofCandles;
      List<Strategy> list = StrategyList.read(strategies, timeframe);
      if (ofCandles == null) {
        // Not yet known is whether they are defined for the candles.
        list = StrategyList.read("all", timeframe);
      }
      return new MatrixSettings(
          list,
          timeframe,
          quadrants,
          options.martingale,
          options.tie,
          options.conditions(ofCandles),
          minOperations,
          simulations(list));
    } catch (IllegalArgumentException e) {
      throw options.wrongUse(e.getMessage());
    }
  }

  private int simulations(List<Strategy> list) {
    if (simulations != null) {
      return simulations;
    }
    return list.size() > 1 ? MatrixSettings.DEFAULT_SIMULATIONS : 0;
  }

  private StakePlan plan() {
    if (order == MatrixOrder.PROFIT && payout == null) {
      throw options.wrongUse("order profit needs a payout");
    }
    try {
      return payout == null ? null : new StakePlan(payout, 2, false);
    } catch (IllegalArgumentException e) {
      throw options.wrongUse(e.getMessage());
    }
  }

  static final class OrderConverter implements ITypeConverter<MatrixOrder> {
    @Override
    public MatrixOrder convert(String text) {
      return MatrixOrder.ofWireName(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected evidence, winRate, wilson or profit, not " + text));
    }
  }
}
