package br.com.catalogador.web.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the requests without a complete response, so that a stop leaves in the log how many it
 * waited for, and how many it cut. Confined to one event loop.
 */
public final class OpenRequests implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(OpenRequests.class);

  private int open;
  private int cut;
  private boolean stopping;

  @Override
  public void handle(RoutingContext context) {
    open++;
    context.addEndHandler(
        ended -> {
          open--;
          if (stopping && ended.failed()) {
            cut++;
          }
        });
    context.next();
  }

  /** The server accepts no more requests. */
  public void stopping() {
    stopping = true;
    if (open > 0) {
      LOG.info("waiting for {} requests in flight", open);
    }
  }

  /** The server has closed its connections. */
  public void stopped() {
    if (cut + open > 0) {
      LOG.warn("{} requests were cut by the stop", cut + open);
    }
  }
}
