package br.com.catalogador.support;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;

/**
 * The client request that the current work belongs to. It is propagated from callback to callback
 * and, by the bus, between verticles, so that every line of the log can name it. Work that no
 * client has requested has none.
 *
 * <p>Vert.x loads this class as a service provider before its contexts exist; the signature of that
 * service names a type of its internal packages.
 */
public final class RequestId implements VertxServiceProvider {
  private static final String HEADER = "requestId";
  private static final ContextLocal<String> ID = ContextLocal.registerLocal(String.class);

  /** Registers nothing further: loading the class has. */
  @Override
  public void init(VertxBootstrap vertx) {}

  /**
   * Says what everything done from here on belongs to; on the context of one request or message.
   */
  public static void begin(String id) {
    Vertx.currentContext().putLocal(ID, id);
  }

  /** The id, or null where there is none. */
  public static String current() {
    Context context = Vertx.currentContext();
    return context == null ? null : context.getLocal(ID);
  }

  public static void send(DeliveryOptions options) {
    String id = current();
    if (id != null) {
      options.addHeader(HEADER, id);
    }
  }

  public static void receive(MultiMap headers) {
    String id = headers.get(HEADER);
    if (id != null) {
      begin(id);
    }
  }
}
