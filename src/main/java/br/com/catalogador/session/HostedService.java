package br.com.catalogador.session;

import br.com.catalogador.analysis.message.CountedCells;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.ServiceGuard;
import br.com.catalogador.bus.ServiceRegistration;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategy;
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

  /**
   * The cells of one asset.
   *
   * @param asset as the broker lists it
   * @param computedAt the broker's clock in epoch seconds; candles that had closed by then were
   *     read
   */
  record AssetCells(Asset asset, long computedAt, CountedCells counted) {}

  /** What the session provides to its service. To be called on the session's event loop. */
  interface Host {
    SessionId session();

    /** This machine's clock. */
    InstantSource localTime();

    /** How many analyses keep the session's broker link busy without waiting. */
    int concurrentAnalyses();

    /** The broker's assets, ordered by symbol, at most a minute old. */
    Future<List<Asset>> assets();

    /**
     * Counts what every strategy of a matrix did on one asset, with doubling stakes and the asset's
     * own payout. Costs at most one candle request to the broker per thousand candles that the
     * settings need, even if gaps then leave fewer quadrants than requested.
     *
     * @param settings the parameters of each strategy, whatever its own is
     */
    Future<AssetCells> countCells(String asset, MatrixSettings matrix, CatalogSettings settings);

    /** The user's own strategies. */
    List<Strategy> ownStrategies();

    /** Counts as use of the session: restarts its idle time. */
    void used();

    /**
     * Stores the service's state beside the session's record, in place of the state stored before.
     */
    void store(String state);
  }

  /** Registers the service at its address. */
  ServiceRegistration<?> serve(Bus bus, ServiceGuard guard);

  /** Stops all work; nothing is published or stored afterwards. */
  void close();
}
