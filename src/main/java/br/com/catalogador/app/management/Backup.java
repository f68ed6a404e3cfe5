package br.com.catalogador.app.management;

import br.com.catalogador.app.management.Health.Reading;
import br.com.catalogador.app.management.Health.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileProps;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * When the last backup was made: the time of a file that {@code scripts/backup} touches once the
 * archive is complete. Without the file the time of the start counts, so that a machine without any
 * backup is noticed, too. Confined to one event loop, except for the gauge.
 */
public final class Backup {
  private static final Duration LONG_AGO = Duration.ofDays(2);
  private static final long CHECK_MILLIS = 60_000;

  private final Vertx vertx;
  private final String mark;
  private final InstantSource clock;
  private volatile Instant last;
  private boolean isMade;

  /**
   * @param mark the file
   */
  public Backup(Vertx vertx, String mark, InstantSource clock) {
    this.vertx = vertx;
    this.mark = mark;
    this.clock = clock;
    this.last = clock.instant();
  }

  /** Starts to look at the file every minute, and registers its time. */
  public Future<Void> watch(MeterRegistry registry) {
    TimeGauge.builder(
            "catalogador.backup.timestamp",
            this,
            TimeUnit.MILLISECONDS,
            backup -> backup.last.toEpochMilli())
        .description("when the last backup was made; the start of the server without any")
        .register(registry);
    vertx.setPeriodic(CHECK_MILLIS, ignored -> look());
    return look();
  }

  private Future<Void> look() {
    return vertx
        .fileSystem()
        .props(mark)
        .map(FileProps::lastModifiedTime)
        .onSuccess(
            millis -> {
              isMade = true;
              last = Instant.ofEpochMilli(millis);
            })
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  public Future<Reading> read() {
    return look()
        .map(
            ignored -> {
              boolean recent = clock.instant().minus(LONG_AGO).isBefore(last);
              return new Reading(
                  recent ? Status.UP : Status.DEGRADED,
                  new JsonObject().put("last", isMade ? last : null));
            });
  }
}
