package br.com.catalogador.app;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.candle.file.CandleFile;
import br.com.catalogador.candle.file.CandleFormatException;
import br.com.catalogador.candle.file.CandleReader;
import br.com.catalogador.candle.file.FileZone;
import br.com.catalogador.candle.file.ReadOptions;
import br.com.catalogador.candle.file.SizeLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of commands that read files of candles: what overrules what a file suggests. */
final class CandleFileOptions {
  private static final String STANDARD_INPUT = "-";

  enum Decimal {
    COMMA(','),
    POINT('.');

    private final char sign;

    Decimal(char sign) {
      this.sign = sign;
    }
  }

  @Option(
      names = "--timeframe",
      converter = TimeframeConverter.class,
      description =
          "60, 300, 900, M1, M5 ou M15; sem ele, a distância mais comum entre as velas decide."
              + " Velas mais finas são reunidas.")
  Timeframe timeframe;

  @Option(
      names = "--zone",
      paramLabel = "FUSO",
      converter = ZoneConverter.class,
      description =
          "Fuso das horas do arquivo e das condições, p. ex. America/Sao_Paulo, -3 ou UTC; sem"
              + " ele, o arquivo decide.")
  private FileZone zone;

  @Option(
      names = "--stamp",
      paramLabel = "open|close",
      converter = StampConverter.class,
      description = "De que ponta da vela é a hora do arquivo: open (padrão) ou close.")
  private ReadOptions.Stamp stamp;

  @Option(
      names = "--decimal",
      paramLabel = "comma|point",
      converter = DecimalConverter.class,
      description = "Sinal decimal dos preços: comma ou point; sem ele, o arquivo decide.")
  private Decimal decimal;

  @Option(
      names = "--ticker",
      paramLabel = "ATIVO",
      description = "O ativo a tomar de um arquivo com vários.")
  private String ticker;

  @Option(
      names = "--keep-flats",
      description = "Mantém as velas sem movimento nem volume, em lugar de deixá-las fora.")
  private boolean keepFlats;

  /** The zone that is given; null if none is. */
  String zoneId() {
    return zone == null ? null : zone.id();
  }

  /**
   * Reads a file.
   *
   * @param path {@code -} for the standard input
   * @param now a last candle that ends later is running; null if only the file can say so
   */
  CandleFile read(String path, InputStream standardInput, Instant now) throws IOException {
    if (path.equals(STANDARD_INPUT)) {
      return CandleReader.read(standardInput, options(null, now));
    }
    Path file = Path.of(path);
    try (InputStream in = Files.newInputStream(file)) {
      return CandleReader.read(in, options(String.valueOf(file.getFileName()), now));
    }
  }

  private ReadOptions options(String fileName, Instant now) {
    Character sign = decimal == null ? null : decimal.sign;
    return new ReadOptions(
        fileName, timeframe, zone, stamp, sign, ticker, keepFlats, now, SizeLimits.FILE);
  }

  /** Why a file could not be read, in the language of the command. */
  static String reason(IOException failure, Language language) {
    if (failure instanceof CandleFormatException refused) {
      return refused.message(language.locale());
    }
    return language.translate(
        failure instanceof NoSuchFileException
            ? "no such file"
            : failure instanceof AccessDeniedException
                ? "access denied"
                : String.valueOf(failure.getMessage()));
  }

  static final class TimeframeConverter implements ITypeConverter<Timeframe> {
    @Override
    public Timeframe convert(String text) {
      return Timeframe.of(text)
          .orElseThrow(
              () ->
                  new TypeConversionException("expected 60, 300, 900, M1, M5 or M15, not " + text));
    }
  }

  static final class ZoneConverter implements ITypeConverter<FileZone> {
    @Override
    public FileZone convert(String text) {
      return FileZone.parse(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected a zone such as America/Sao_Paulo, -3 or UTC, not " + text));
    }
  }

  static final class StampConverter extends LowerCaseConverter<ReadOptions.Stamp> {
    StampConverter() {
      super(ReadOptions.Stamp.class);
    }
  }

  static final class DecimalConverter extends LowerCaseConverter<Decimal> {
    DecimalConverter() {
      super(Decimal.class);
    }
  }
}
