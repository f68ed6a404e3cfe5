package br.com.catalogador.app;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.candle.file.CandleFile;
import br.com.catalogador.hours.HourTables;
import br.com.catalogador.hours.SlotTable;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.view.HoursJson;
import br.com.catalogador.view.Limits;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code hours}: the results of a file of candles by weekday and hour, over all its
 * quadrants, and its candles by the time of day. Exit code 0 on success, 1 when the candles cannot
 * be read, 2 for wrong options; errors are written to the error output in one line.
 */
@Command(
    name = "hours",
    mixinStandardHelpOptions = true,
    description = "Cataloga um arquivo de velas por dia da semana e hora, e por horário.")
public final class HoursCommand implements Callable<Integer> {
  enum Format {
    TABLE,
    JSON
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

  @Mixin private CatalogOptions options = new CatalogOptions();

  @Option(
      names = "--strategy",
      defaultValue = "minoria",
      paramLabel = "ESTRATÉGIA",
      description =
          "Uma das estratégias, ou um padrão como 5:1,2,3:GGR=C,RRG=P:6,7,8"
              + " (padrão ${DEFAULT-VALUE}).")
  private String strategy;

  @Option(
      names = "--slot-days",
      paramLabel = "DIAS",
      defaultValue = "30",
      description =
          "Quantos dias com velas contam por horário, dos mais novos antes de hoje: 5 a 90 (padrão"
              + " ${DEFAULT-VALUE}).")
  private int slotDays;

  @Option(
      names = "--format",
      defaultValue = "table",
      converter = FormatConverter.class,
      description = "table ou json (padrão ${DEFAULT-VALUE}).")
  private Format format;

  /** Reads {@code -} from the process's own standard input. */
  public HoursCommand() {
    this(System.in);
  }

  HoursCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    // Only the timeframe may depend on the candles; other options are checked before reading.
    settings(options.file.timeframe);
    ZoneId zone = zone();
    CandleFile read = options.read(candles, standardInput);
    if (read == null) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    CandleSeries series = read.candles();
    CatalogSettings settings = settings(series.timeframe());
    long now = options.clock(series.end());
    HourTables hours = HourTables.of(Catalog.of(series, settings, Finality.upTo(now)).rows(), zone);
    SlotTable slots =
        SlotTable.of(series, zone, slotDays, settings.martingale(), settings.tie(), now);
    print(settings, zone, hours, slots);
    return CommandLine.ExitCode.OK;
  }

  private void print(CatalogSettings settings, ZoneId zone, HourTables hours, SlotTable slots) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case JSON ->
          out.println(
              new JsonObject()
                  .put("byHour", HoursJson.byHour(hours))
                  .put("bySlot", HoursJson.bySlot(slots.slots()))
                  .encodePrettily());
      case TABLE -> new HoursReport(out, Language.of(spec)).print(settings, zone, hours, slots);
    }
  }

  /**
   * @param ofCandles null while it is not known
   */
  private CatalogSettings settings(Timeframe ofCandles) {
    options.require(
        slotDays >= Limits.MIN_SLOT_DAYS && slotDays <= Limits.DAYS,
        "slotDays must be %d to %d, not %d".formatted(Limits.MIN_SLOT_DAYS, Limits.DAYS, slotDays));
    try {
      return new CatalogSettings(
          options.strategy(strategy, ofCandles),
          ofCandles == null ? Timeframe.M1 : ofCandles,
          Integer.MAX_VALUE,
          options.martingale,
          options.tie,
          options.conditions(ofCandles));
    } catch (IllegalArgumentException e) {
      throw options.wrongUse(e.getMessage());
    }
  }

  /** That of the file's times; a broker server's clock, which moves with another, is none. */
  private ZoneId zone() {
    String id = options.file.zoneId();
    try {
      return ZoneId.of(id == null ? "UTC" : id);
    } catch (DateTimeException e) {
      throw options.wrongUse(
          "zone must be a region such as America/Sao_Paulo or an offset such as -3 or +05:30, not "
              + id);
    }
  }

  static final class FormatConverter extends LowerCaseConverter<Format> {
    FormatConverter() {
      super(Format.class);
    }
  }
}
