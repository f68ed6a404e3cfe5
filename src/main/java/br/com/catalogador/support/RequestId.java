package br.com.catalogador.support;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;

/**
 * The id of the client request that the current work belongs to, for the log. It is a local of the
 * Vert.x context, so callbacks keep it, and the bus sends it along with messages. Work that no
 * client has requested has no id.
 *
 * <p>A context local must be registered before the first context exists, so Vert.x loads this class
 * as a service provider; the signature of that service uses a type of its internal packages.
 */
public final class RequestId implements VertxServiceProvider {
  private static final String HEADER = "requestId";
  private static final ContextLocal<String> ID = ContextLocal.registerLocal(String.class);

  /** Empty: the local is registered when the class is loaded. */
  @Override
  public void init(VertxBootstrap vertx) {}

  /** Sets the id of the current context, which must belong to one request or message. */
  public static void begin(String id) {
    Vertx.currentContext().putLocal(ID, id);
  }

  /** The id of the current context, or null. */
  public static String current() {
    Context context = Vertx.currentContext();
    return context == null ? null : context.getLocal(ID);
  }

  /** Adds the current id to the headers of a message. */
  public static void send(DeliveryOptions options) {
    String id = current();
    if (id != null) {
      options.addHeader(HEADER, id);
    }
  }

  /** Sets the id from the headers of a message. */
  public static void receive(MultiMap headers) {
    String id = headers.get(HEADER);
    if (id != null) {
      begin(id);
    }
  }
}
