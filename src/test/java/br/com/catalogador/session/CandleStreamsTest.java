package br.com.catalogador.session;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.MovingBroker;
import br.com.catalogador.broker.MovingMarket;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.cache.message.AddClosed;
import br.com.catalogador.cache.message.CacheState;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.FetchWishes;
import br.com.catalogador.cache.message.GetCacheState;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.cache.message.GetWishes;
import br.com.catalogador.cache.message.KeepWishes;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.StartStream;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.session.message.StreamedCandles.CandlesClosed;
import br.com.catalogador.support.Awaiting;
import br.com.catalogador.support.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class CandleStreamsTest {
  private static final long BEGIN = 1_790_000_040 / 60 * 60;

  /** A cache that records added candles and confirms them when the test completes the promise. */
  private static final class AddedCandles implements CandleCache {
    private final List<AddClosed> added = new CopyOnWriteArrayList<>();
    private final Promise<Void> confirmed = Promise.promise();

    @Override
    public Future<Void> add(AddClosed request) {
      added.add(request);
      return confirmed.future();
    }

    @Override
    public Future<CachedCandles> newest(GetNewest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> keep(KeepWishes request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<FetchWishes> wishes(GetWishes request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Future<CacheState> state(GetCacheState request) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void addsAClosedCandleToItsOwnCacheBeforePublishingIt(Vertx vertx) {
    Bus bus = Bus.install(vertx);
    AddedCandles cache = new AddedCandles();
    await(bus.serve(CandleCache.ADDRESS, cache).completion());
    List<Object> published = new CopyOnWriteArrayList<>();
    await(bus.listen(StreamHost.STREAMED, published::add).completion());
    MovingMarket market = new MovingMarket(1, BEGIN, 1, 1, true, true);
    MovingBroker broker = new MovingBroker(market, 1, 11, true);
    Loop loop = new Loop(vertx);
    CandleStreams streams =
        loop.get(() -> new CandleStreams(vertx, bus, new SessionId("s"), broker, null, null));
    String server = Cluster.of(vertx).self();
    await(loop.start(() -> streams.start(new StartStream("o", server, 76, Timeframe.M1, BEGIN))));

    loop.get(
        () -> {
          for (int i = 0; i < 60; i++) {
            market.pass(1_000);
            broker.second();
          }
          return null;
        });

    Awaiting.until(() -> cache.added.size() == 1);
    AddClosed added = cache.added.get(0);
    assertThat(added.closed()).isEqualTo(market.truth(BEGIN, BEGIN + 60));
    assertThat(added.knownTo()).isEqualTo(BEGIN + 60);
    assertThat(published).noneMatch(CandlesClosed.class::isInstance);

    cache.confirmed.complete();

    Awaiting.until(() -> published.stream().anyMatch(CandlesClosed.class::isInstance));
    loop.start(
        () -> {
          streams.close();
          return Future.succeededFuture();
        });
  }
}
