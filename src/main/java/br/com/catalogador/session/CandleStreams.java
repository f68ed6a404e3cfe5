package br.com.catalogador.session;

import br.com.catalogador.broker.BrokerLink;
import br.com.catalogador.broker.CandleStream;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.ServerLeft;
import br.com.catalogador.cache.message.AddClosed;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetAsset;
import br.com.catalogador.session.message.GetCatalogAt;
import br.com.catalogador.session.message.StartStream;
import br.com.catalogador.session.message.StopStream;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.session.message.StreamedCandles.CandleMoved;
import br.com.catalogador.session.message.StreamedCandles.CandlesClosed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/**
 * What one session carries for all who watch: streams of candles over its own link. Lives on the
 * session's event loop.
 */
final class CandleStreams implements StreamHost {
  private final Vertx vertx;
  private final Bus bus;
  private final SessionId session;
  private final BrokerLink link;
  private final SessionAssets assets;
  private final CatalogMaker catalogs;
  private final Map<String, Carried> streams = new HashMap<>();

  /** A stream, and the server that has ordered it. */
  private record Carried(String server, CandleStream stream) {}

  CandleStreams(
      Vertx vertx,
      Bus bus,
      SessionId session,
      BrokerLink link,
      SessionAssets assets,
      CatalogMaker catalogs) {
    this.session = session;
    this.vertx = vertx;
    this.bus = bus;
    this.link = link;
    this.assets = assets;
    this.catalogs = catalogs;
  }

  @Override
  public Future<Void> carry(StartStream request) {
    streams.computeIfAbsent(request.id(), id -> stream(request));
    return Future.succeededFuture();
  }

  private Carried stream(StartStream request) {
    CandleStream stream =
        new CandleStream(
            vertx,
            link,
            request.assetId(),
            request.timeframe(),
            request.toldTo(),
            count -> newest(request, count),
            new Telling(request));
    return new Carried(request.server(), stream);
  }

  /** From the cache, as for everybody: what closes here closes there. */
  private Future<CandleStream.Newest> newest(StartStream order, int count) {
    long now = link.clock().seconds();
    GetNewest newest = new GetNewest(session, order.assetId(), order.timeframe(), now, now, count);
    return bus.request(CandleCache.ADDRESS, newest)
        .map(
            cached ->
                new CandleStream.Newest(
                    cached.closed(), cached.finality().until(), cached.running()));
  }

  /** Tells whoever has ordered it. */
  private final class Telling implements CandleStream.Listener {
    private final StartStream order;
    private long knownTo;

    Telling(StartStream order) {
      this.order = order;
      this.knownTo = order.toldTo();
    }

    @Override
    public void running(RunningCandle candle) {
      bus.tell(order.server(), CARRIED, new CandleMoved(order.id(), candle));
    }

    @Override
    public void closed(CandleSeries candles) {
      CandlesClosed closed = closed(candles, candles.end());
      // Into this server's cache first: the catalogs that are computed next read it there.
      bus.request(
              CandleCache.ADDRESS,
              new AddClosed(
                  order.assetId(),
                  order.timeframe(),
                  candles,
                  closed.knownFrom(),
                  closed.knownTo()))
          .onComplete(ignored -> bus.tell(order.server(), CARRIED, closed));
    }

    @Override
    public void known(CandleSeries candles, long to) {
      bus.tell(order.server(), CARRIED, closed(candles, to));
    }

    private CandlesClosed closed(CandleSeries candles, long to) {
      CandlesClosed closed = new CandlesClosed(order.id(), candles, knownTo, to);
      knownTo = to;
      return closed;
    }
  }

  @Override
  public Future<Void> stop(StopStream request) {
    Carried carried = streams.remove(request.id());
    if (carried != null) {
      carried.stream().close();
    }
    return Future.succeededFuture();
  }

  /** Ends the streams of a server that cannot say any more that it wants them no more. */
  void serverLeft(ServerLeft news) {
    Map.copyOf(streams)
        .forEach(
            (id, carried) -> {
              if (carried.server().equals(news.server())) {
                stop(new StopStream(id));
              }
            });
  }

  @Override
  public Future<Asset> asset(GetAsset request) {
    return link.clockKnown().compose(known -> assets.asset(request.symbol()));
  }

  @Override
  public Future<CatalogView> catalog(GetCatalogAt request) {
    return link.clockKnown().compose(known -> make(request));
  }

  private Future<CatalogView> make(GetCatalogAt request) {
    return request.isWatched()
        ? catalogs.makeForWatchers(request.query(), request.asset(), now(request))
        : catalogs.make(request.query(), request.asset(), now(request));
  }

  private long now(GetCatalogAt request) {
    return Math.max(link.clock().seconds(), request.notBefore());
  }

  /** Ends all streams. */
  void close() {
    streams.values().forEach(carried -> carried.stream().close());
    streams.clear();
  }
}
