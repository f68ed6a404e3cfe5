package br.com.catalogador.web.http;

import static br.com.catalogador.support.Awaiting.await;

import br.com.catalogador.support.VirtualTimers;
import br.com.catalogador.web.HttpVerticle;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An HTTP server whose timers, and so the checks of its clients, run only when a test says so. What
 * they compare with a limit is still the real time.
 */
public final class CheckedServer implements Deployable {
  private final AtomicLong millis = new AtomicLong();
  private final HttpVerticle server;
  private final VirtualTimers timers;
  private final Deployable timed;
  private Context context;

  private CheckedServer(Vertx vertx, HttpVerticle server) {
    this.server = server;
    timers = new VirtualTimers(vertx, millis::get);
    timed = timers.with(server);
  }

  public static CheckedServer start(Vertx vertx, HttpVerticle server) {
    CheckedServer checked = new CheckedServer(vertx, server);
    await(vertx.deployVerticle(checked));
    return checked;
  }

  @Override
  public Future<?> deploy(Context context) throws Exception {
    this.context = context;
    return timed.deploy(context);
  }

  @Override
  public Future<?> undeploy(Context context) throws Exception {
    return timed.undeploy(context);
  }

  public int port() {
    return server.port();
  }

  /** Lets half a second of the timers pass: one check of all connections, every other of pages. */
  public void check() {
    Promise<Void> checked = Promise.promise();
    context.runOnContext(
        ignored -> {
          millis.addAndGet(500);
          timers.fire();
          checked.complete();
        });
    await(checked.future());
  }
}
