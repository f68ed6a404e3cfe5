package br.com.catalogador.watch;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalogAt;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/**
 * Single-flight computation of catalogs: equal requests in flight share one session's result.
 * Confined to the watch verticle's event loop.
 */
final class SharedComputations {
  private final Bus bus;
  private final Map<GetCatalogAt, Future<CatalogView>> inFlight = new HashMap<>();

  SharedComputations(Bus bus) {
    this.bus = bus;
  }

  /**
   * Computes a catalog.
   *
   * @param notBefore epoch seconds up to which closed candles must be included; {@link
   *     GetCatalogAt#UNWATCHED} if any time will do
   * @param via the session that computes it, unless another one already does; if that one fails,
   *     {@code via} is tried, since the failure may be specific to the other session
   */
  Future<CatalogView> compute(WatchKey key, long notBefore, SessionId via) {
    GetCatalogAt request = new GetCatalogAt(key.query(), key.asset(), notBefore);
    Future<CatalogView> shared = inFlight.get(request);
    return shared == null
        ? request(request, via)
        : ContextPromise.follow(shared).recover(cause -> request(request, via));
  }

  private Future<CatalogView> request(GetCatalogAt request, SessionId via) {
    Future<CatalogView> view = bus.request(StreamHost.address(via), request);
    inFlight.put(request, view);
    return view.onComplete(ignored -> inFlight.remove(request, view));
  }
}
