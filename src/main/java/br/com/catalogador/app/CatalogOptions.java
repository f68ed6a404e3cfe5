package br.com.catalogador.app;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.candle.file.CandleFile;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.strategy.TieRule;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options of commands that catalog files of candles, but for strategies and their number. */
final class CatalogOptions {
  static final int MAX_QUADRANTS = 1_000_000;
  private static final long LAST_SECOND = 253_402_300_799L;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin CandleFileOptions file = new CandleFileOptions();

  @Option(
      names = "--martingale",
      defaultValue = "2",
      description = "Gales depois da entrada: 0 a 5 (padrão ${DEFAULT-VALUE}).")
  int martingale;

  @Option(
      names = "--tie",
      defaultValue = "loss",
      converter = TieConverter.class,
      description =
          "Doji na entrada: loss (perde) ou tie (empata e devolve) (padrão ${DEFAULT-VALUE}).")
  TieRule tie;

  @Mixin private ConditionOptions conditions = new ConditionOptions();

  @Option(
      names = "--now",
      description = "O relógio, em segundos desde 1970 UTC; sem ele, o fim da última vela.")
  private Long now;

  /**
   * The conditions given, which look at the clock of the files' zone.
   *
   * @param timeframe null while it is not known
   * @throws IllegalArgumentException if a text breaks a rule
   */
  Conditions conditions(Timeframe timeframe) {
    require(
        now == null || now >= 0 && now <= LAST_SECOND,
        "now must be epoch seconds from 1970 to 9999, not " + now);
    return conditions.read(file.zoneId(), timeframe);
  }

  /**
   * Reads a file, and says on the error output what was understood of one that left something open.
   *
   * @param path {@code -} for the standard input
   * @return null if it cannot be read; the cause has been said
   */
  CandleFile read(String path, InputStream standardInput) {
    Language language = Language.of(command);
    try {
      CandleFile read = file.read(path, standardInput, now == null ? Instant.now() : null);
      if (!read.understood().isPlain()) {
        say(path + ": " + read.understood().text(language.locale()));
      }
      return read;
    } catch (IOException e) {
      say(command.name() + ": " + path + ": " + CandleFileOptions.reason(e, language));
      return null;
    }
  }

  private void say(String line) {
    command.commandLine().getErr().println(line);
    command.commandLine().getErr().flush();
  }

  /**
   * The clock of the catalog, in epoch seconds.
   *
   * @param end of the newest candle, which counts if no clock is given
   */
  long clock(long end) {
    return now == null ? end : now;
  }

  void requireQuadrants(int quadrants) {
    require(
        quadrants <= MAX_QUADRANTS,
        "quadrants must be at most " + MAX_QUADRANTS + ", not " + quadrants);
  }

  /**
   * One strategy, which must be defined for the candles.
   *
   * @param timeframe null while it is not known
   * @throws IllegalArgumentException if it does not exist and is no pattern
   */
  Strategy strategy(String text, Timeframe timeframe) {
    Strategy strategy = StrategyList.one(text);
    require(
        timeframe == null || strategy.supports(timeframe),
        "strategy " + strategy.id() + " is not defined for " + timeframe);
    return strategy;
  }

  void require(boolean condition, String message) {
    if (!condition) {
      throw wrongUse(message);
    }
  }

  ParameterException wrongUse(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  static final class TieConverter implements ITypeConverter<TieRule> {
    @Override
    public TieRule convert(String text) {
      return TieRule.ofWireName(text)
          .orElseThrow(() -> new TypeConversionException("expected loss or tie, not " + text));
    }
  }
}
