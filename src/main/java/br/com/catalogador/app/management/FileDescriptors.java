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
 * Checks how many files and sockets the process may still open. When none are left, connections
 * fail as if the other side were down; so few descriptors are reported before, by the health and
 * once in the log.
 */
public final class FileDescriptors {
  private static final Logger LOG = LoggerFactory.getLogger(FileDescriptors.class);
  private static final long CHECK_MILLIS = 1_000;
  private static final long FEW = 32;
  private static final int FEW_DIVISOR = 10;

  private final LongSupplier open;
  private final LongSupplier maximum;
  private boolean fewLogged;

  FileDescriptors(LongSupplier open, LongSupplier maximum) {
    this.open = open;
    this.maximum = maximum;
  }

  /** The descriptors of this process; unlimited where the system does not report them. */
  public static FileDescriptors ofProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? new FileDescriptors(system::getOpenFileDescriptorCount, system::getMaxFileDescriptorCount)
        : new FileDescriptors(() -> 0, () -> Long.MAX_VALUE);
  }

  /** Starts checking once a second. */
  public void watch(Vertx vertx) {
    vertx.setPeriodic(CHECK_MILLIS, ignored -> check());
  }

  /** Logs what has changed since the last check. */
  void check() {
    boolean few = areFew();
    if (few && !fewLogged) {
      LOG.warn(
          "few file descriptors are left: {} of {} are in use; raise the limit"
              + " (LimitNOFILE) or allow fewer sessions",
          open.getAsLong(),
          maximum.getAsLong());
    } else if (!few && fewLogged) {
      LOG.info("enough file descriptors are left again");
    }
    fewLogged = few;
  }

  public Reading read() {
    return new Reading(
        areFew() ? Status.DEGRADED : Status.UP,
        new JsonObject().put("open", open.getAsLong()).put("maximum", maximum.getAsLong()));
  }

  private boolean areFew() {
    long left = maximum.getAsLong() - open.getAsLong();
    return left < FEW || left < maximum.getAsLong() / FEW_DIVISOR;
  }
}
