package br.com.catalogador.session;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.ServiceGuard;
import br.com.catalogador.bus.ServiceRegistration;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;

/**
 * A service that each session hosts: created and closed with the session's verticle, confined to
 * its event loop. The user's ranking is one. Sessions know only this interface; which service they
 * host is decided where the server is assembled.
 */
public interface HostedService {

  /** Creates the service of one session. */
  @FunctionalInterface
  interface Factory {
    /**
     * @param state the text last passed to {@link Host#store} for this user; null for none
     */
    HostedService create(Vertx vertx, Host host, String state);
  }

  /** What the session provides to its service. To be called on the session's event loop. */
  interface Host {
    SessionId session();

    /** This machine's clock. */
    InstantSource localTime();

    /** How many analyses keep the session's broker link busy without waiting. */
    int concurrentAnalyses();

    /** The broker's assets, ordered by symbol, at most a minute old. */
    Future<List<Asset>> assets();

    /** One analysis, at the cost of at most one candle request to the broker. */
    Future<CatalogView> analyze(GetCatalog query);

    /** Counts as use of the session: restarts its idle time. */
    void used();

    /**
     * Stores the service's state beside the session's record, in place of the state stored before.
     */
    void store(String state);
  }

  /** Registers the service at its address. */
  ServiceRegistration<?> serve(Bus bus, ServiceGuard guard);

  /** A catalog that the session has made for a request of its own user. */
  void analyzed(GetCatalog query, CatalogView view);

  /** Stops all work; nothing is published or stored afterwards. */
  void close();
}
