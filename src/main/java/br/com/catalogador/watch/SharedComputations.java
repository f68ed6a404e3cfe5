package br.com.catalogador.watch;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalogAt;
import br.com.catalogador.session.message.StreamHost;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/**
 * Single-flight computation of catalogs: equal requests at a time share one session's result.
 * Confined to the watch verticle's event loop.
 */
final class SharedComputations {
  private final Bus bus;
  private final Map<GetCatalogAt, Future<CatalogView>> underWay = new HashMap<>();

  SharedComputations(Bus bus) {
    this.bus = bus;
  }

  /**
   * The catalog of everything that had closed at a time, in epoch seconds.
   *
   * @param via the session that computes it, unless another does already; when that one fails,
   *     {@code via} is asked itself, since the failure may be specific to the other session
   */
  Future<CatalogView> make(WatchKey question, long notBefore, SessionId via) {
    GetCatalogAt request = new GetCatalogAt(question.query(), question.asset(), notBefore);
    Future<CatalogView> shared = underWay.get(request);
    return shared == null ? ask(request, via) : shared.recover(cause -> ask(request, via));
  }

  private Future<CatalogView> ask(GetCatalogAt request, SessionId via) {
    Future<CatalogView> view = bus.request(StreamHost.address(via), request);
    underWay.put(request, view);
    return view.onComplete(ignored -> underWay.remove(request, view));
  }
}
