package br.com.catalogador.session;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.ServiceGuard;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.VerifyOwnership;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;

/**
 * Lets the sessions of this server answer only while their ownership has been verified recently. A
 * server that was suspended verifies it again before it answers from sessions that another server
 * may have taken over. Always open on a standalone server. Any thread.
 */
public final class OwnershipGuard implements ServiceGuard, Shareable {
  private static final String NAME = "catalogador.ownership";

  private final Bus bus;
  private volatile boolean needed;

  /** By {@link System#nanoTime}, which advances while the process is suspended. */
  private volatile long openUntil;

  private OwnershipGuard(Bus bus) {
    this.bus = bus;
  }

  public static OwnershipGuard of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, OwnershipGuard>getLocalMap(NAME)
        .computeIfAbsent(NAME, ignored -> new OwnershipGuard(Bus.of(vertx)));
  }

  /** Opens the guard for a time, after which each request has to verify the ownership. */
  public void openFor(Duration duration) {
    openUntil = System.nanoTime() + duration.toNanos();
    needed = true;
  }

  @Override
  public boolean isOpen() {
    return !needed || System.nanoTime() - openUntil < 0;
  }

  @Override
  public Future<Void> open() {
    return bus.request(SessionDirectory.ADDRESS, new VerifyOwnership());
  }
}
