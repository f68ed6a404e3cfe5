package br.com.catalogador.app.management;

import br.com.catalogador.app.management.Health.Reading;
import br.com.catalogador.app.management.Health.Status;
import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many files and sockets this process may still open. Without any left no connection can be
 * opened in either direction, which looks like a failure of the other end: health reports it
 * before, and the log once each time that few are left.
 */
public final class FileDescriptors {
  private static final Logger LOG = LoggerFactory.getLogger(FileDescriptors.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final long FEW = 32;
  private static final int FEW_PART_OF_ALL = 10;

  private final LongSupplier open;
  private final LongSupplier most;
  private boolean fewSaid;

  FileDescriptors(LongSupplier open, LongSupplier most) {
    this.open = open;
    this.most = most;
  }

  /** Those of this process; none are counted where the system does not report them. */
  public static FileDescriptors ofProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? new FileDescriptors(system::getOpenFileDescriptorCount, system::getMaxFileDescriptorCount)
        : new FileDescriptors(() -> 0, () -> Long.MAX_VALUE);
  }

  /** Starts checking once a second. */
  public void watch(Vertx vertx) {
    vertx.setPeriodic(LOOK_MILLIS, ignored -> look());
  }

  /** Logs what has changed since the last check. */
  void look() {
    boolean few = areFew();
    if (few && !fewSaid) {
      LOG.warn(
          "few file descriptors are left: {} of {} are in use; raise the limit"
              + " (LimitNOFILE) or allow fewer sessions",
          open.getAsLong(),
          most.getAsLong());
    } else if (!few && fewSaid) {
      LOG.info("enough file descriptors are left again");
    }
    fewSaid = few;
  }

  public Reading read() {
    return new Reading(
        areFew() ? Status.DEGRADED : Status.UP,
        new JsonObject().put("open", open.getAsLong()).put("maximum", most.getAsLong()));
  }

  private boolean areFew() {
    long left = most.getAsLong() - open.getAsLong();
    return left < FEW || left < most.getAsLong() / FEW_PART_OF_ALL;
  }
}
