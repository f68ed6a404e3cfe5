package br.com.catalogador.cache;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.AddClosed;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A process that gives a cache a candle of each asset every few milliseconds until it is killed,
 * and says which, one line each: {@code added <minute> <local time in milliseconds>}.
 */
final class ArchiveWriter {
  static final String FOLDER = "ARCHIVE_WRITER_FOLDER";
  static final String FIRST = "ARCHIVE_WRITER_FIRST";
  static final int ASSETS = 30;

  /** The minute numbered 0. */
  static final long BEGIN = 1_790_000_040 / 60 * 60;

  private static final long PAUSE_MILLIS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = Bus.install(vertx);
  private long minute = Long.parseLong(System.getenv(FIRST));

  private ArchiveWriter() {}

  public static void main(String[] args) {
    new ArchiveWriter().start();
  }

  static HistoryOptions options(Path folder) {
    return new HistoryOptions(folder, Duration.ofDays(36_500), Long.MAX_VALUE);
  }

  private void start() {
    CacheOptions options =
        new CacheOptions(
            1_000_000,
            Duration.ofHours(1),
            null,
            Duration.ofSeconds(5),
            options(Path.of(System.getenv(FOLDER))));
    vertx
        .deployVerticle(new CacheVerticle(options, "test", InstantSource.system()))
        .onSuccess(
            ignored -> {
              System.out.println("writes; see http://example.com");
              add();
            });
  }

  private void add() {
    long from = BEGIN + minute * 60;
    List<Future<Void>> added =
        LongStream.range(0, ASSETS)
            .mapToObj(
                asset ->
                    new AddClosed(
                        asset, Timeframe.M1, Market.minutes(from, from + 60), from, from + 60))
            .map(candle -> bus.request(CandleCache.ADDRESS, candle))
            .toList();
    Future.all(added)
        .onSuccess(
            ignored -> {
              System.out.println("added " + minute + " " + System.currentTimeMillis());
              minute++;
              vertx.setTimer(PAUSE_MILLIS, later -> add());
            })
        .onFailure(cause -> System.out.println("FAILED " + cause));
  }
}
