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
 * Lets the sessions of this server answer as long as it has made sure lately that it still owns
 * them. A server that stood still notices by this that it did, before it answers from what another
 * server has taken over. Open for good on a server by itself. For any thread.
 */
public final class OwnershipGuard implements ServiceGuard, Shareable {
  private static final String NAME = "catalogador.ownership";

  private final Bus bus;
  private volatile boolean needed;

  /** By {@link System#nanoTime}, which goes on while the process stands still. */
  private volatile long openUntil;

  private OwnershipGuard(Bus bus) {
    this.bus = bus;
  }

  public static OwnershipGuard of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, OwnershipGuard>getLocalMap(NAME)
        .computeIfAbsent(NAME, none -> new OwnershipGuard(Bus.of(vertx)));
  }

  /** From now on it is open only for so long. */
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
