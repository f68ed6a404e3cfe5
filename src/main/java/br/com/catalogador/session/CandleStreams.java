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
 * Streams candles over one session's broker link to the servers that request them, and computes
 * catalogs for their watchers. Confined to the session's event loop.
 */
final class CandleStreams implements StreamHost {
  private final Vertx vertx;
  private final Bus bus;
  private final SessionId session;
  private final BrokerLink link;
  private final SessionAssets assets;
  private final CatalogMaker catalogs;
  private final Map<String, ServerStream> streams = new HashMap<>();

  /** A stream, and the cluster id of the server that has requested it. */
  private record ServerStream(String server, CandleStream stream) {}

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
  public Future<Void> start(StartStream request) {
    streams.computeIfAbsent(request.id(), id -> stream(request));
    return Future.succeededFuture();
  }

  private ServerStream stream(StartStream request) {
    CandleStream stream =
        new CandleStream(
            vertx,
            link,
            request.assetId(),
            request.timeframe(),
            request.knownTo(),
            count -> newest(request, count),
            new Publisher(request));
    return new ServerStream(request.server(), stream);
  }

  /** Requests the newest candles from the cache, like all other code. */
  private Future<CandleStream.Newest> newest(StartStream request, int count) {
    long now = link.clock().seconds();
    GetNewest newest =
        new GetNewest(session, request.assetId(), request.timeframe(), now, now, count);
    return bus.request(CandleCache.ADDRESS, newest)
        .map(
            cached ->
                new CandleStream.Newest(
                    cached.closed(), cached.finality().until(), cached.running()));
  }

  /** Sends the candles of a stream to the server that has requested it. */
  private final class Publisher implements CandleStream.Listener {
    private final StartStream request;
    private long knownTo;

    Publisher(StartStream request) {
      this.request = request;
      this.knownTo = request.knownTo();
    }

    @Override
    public void running(RunningCandle candle) {
      bus.publishAt(request.server(), STREAMED, new CandleMoved(request.id(), candle));
    }

    @Override
    public void closed(CandleSeries candles) {
      CandlesClosed closed = closed(candles, candles.end());
      // Into this server's cache first: the catalogs that are computed next read it there.
      bus.request(
              CandleCache.ADDRESS,
              new AddClosed(
                  request.assetId(),
                  request.timeframe(),
                  candles,
                  closed.knownFrom(),
                  closed.knownTo()))
          .onComplete(ignored -> bus.publishAt(request.server(), STREAMED, closed));
    }

    @Override
    public void known(CandleSeries candles, long to) {
      bus.publishAt(request.server(), STREAMED, closed(candles, to));
    }

    private CandlesClosed closed(CandleSeries candles, long to) {
      CandlesClosed closed = new CandlesClosed(request.id(), candles, knownTo, to);
      knownTo = to;
      return closed;
    }
  }

  @Override
  public Future<Void> stop(StopStream request) {
    ServerStream stopped = streams.remove(request.id());
    if (stopped != null) {
      stopped.stream().close();
    }
    return Future.succeededFuture();
  }

  /** Stops the streams of a server that has left the cluster. */
  void serverLeft(ServerLeft event) {
    Map.copyOf(streams)
        .forEach(
            (id, stream) -> {
              if (stream.server().equals(event.server())) {
                stop(new StopStream(id));
              }
            });
  }

  @Override
  public Future<Asset> asset(GetAsset request) {
    return link.clockKnown().compose(ignored -> assets.asset(request.symbol()));
  }

  @Override
  public Future<CatalogView> catalog(GetCatalogAt request) {
    return link.clockKnown().compose(ignored -> make(request));
  }

  private Future<CatalogView> make(GetCatalogAt request) {
    return request.isWatched()
        ? catalogs.makeForWatchers(request.query(), request.asset(), now(request))
        : catalogs.make(request.query(), request.asset(), now(request));
  }

  private long now(GetCatalogAt request) {
    return Math.max(link.clock().seconds(), request.notBefore());
  }

  /** Stops all streams. */
  void close() {
    streams.values().forEach(stream -> stream.stream().close());
    streams.clear();
  }
}
