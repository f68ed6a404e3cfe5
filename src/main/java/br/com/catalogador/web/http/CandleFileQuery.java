package br.com.catalogador.web.http;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.candle.file.FileZone;
import br.com.catalogador.candle.file.ReadOptions;
import br.com.catalogador.candle.file.ReadOptions.Stamp;
import br.com.catalogador.candle.file.SizeLimits;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.view.Limits;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads from a query what is known about an uploaded file of candles. */
public final class CandleFileQuery {
  private static final int MAX_TICKER = 64;
  private static final int PER_PACKED_BYTE = 100;

  /**
   * Of the columns while a file is read. Those of one file have an eighth of the heap at most: with
   * 512 MB that is more rows than 64 MiB of text usually have.
   */
  private static final int BYTES_PER_ROW = 45;

  private static final int MOST_ROWS = 4_000_000;
  private static final List<Integer> TIMEFRAMES =
      Arrays.stream(Timeframe.values()).map(Timeframe::seconds).toList();

  private CandleFileQuery() {}

  /**
   * @param now of the server
   */
  public static ReadOptions read(Parameters query, Instant now) {
    FileZone zone =
        query
            .text("zone")
            .map(
                text ->
                    FileZone.parse(text)
                        .orElseThrow(
                            () ->
                                Failure.invalidParameter(
                                    "zone", text, "a region or an offset from UTC")))
            .orElse(null);
    return new ReadOptions(
        null,
        query.choiceOfNumber("timeframe", TIMEFRAMES, Timeframe::ofSeconds).orElse(null),
        zone,
        query.choice("stamp", List.of("open", "close"), CandleFileQuery::stamp).orElse(null),
        query
            .choice("decimal", List.of("comma", "point"), Optional::of)
            .map(name -> name.equals("comma") ? ',' : '.')
            .orElse(null),
        query.text("ticker").isPresent() ? query.requiredText("ticker", MAX_TICKER) : null,
        query.flag("keepFlats", false),
        now,
        limits());
  }

  private static Optional<Stamp> stamp(String name) {
    return Optional.of(name.equals("close") ? Stamp.CLOSE : Stamp.OPEN);
  }

  private static SizeLimits limits() {
    long rows = ClientLimits.shareOfHeap((long) MOST_ROWS * BYTES_PER_ROW) / BYTES_PER_ROW;
    return new SizeLimits(Limits.CANDLE_FILE_UNPACKED_BYTES, PER_PACKED_BYTE, (int) rows);
  }
}
