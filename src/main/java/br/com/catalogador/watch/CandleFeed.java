package br.com.catalogador.watch;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.StartStream;
import br.com.catalogador.session.message.StopStream;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.session.message.StreamedCandles;
import br.com.catalogador.session.message.StreamedCandles.CandleMoved;
import br.com.catalogador.session.message.StreamedCandles.CandlesClosed;
import br.com.catalogador.support.BackOff;
import br.com.catalogador.support.Throttle;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One asset's candles as they come, carried by one of the sessions that want them, whichever has
 * its link. When the carrier leaves or loses its link while another has one, that one goes on from
 * the last closed candle that was told: nothing is missed and nothing told twice. Lives on the live
 * room's event loop.
 */
final class CandleFeed {
  private static final long NONE = -1;
  private static final long RUNNING_PAUSE_MILLIS = 1_000;

  private final Vertx vertx;
  private final Bus bus;
  private final String server;
  private final ConnectedSessions links;
  private final Map<String, CandleFeed> streams;
  private final Key key;
  private final Listener listener;
  private final Throttle telling;
  private final BackOff pauses = new BackOff();
  private final Set<WatchedCatalog> boards = new LinkedHashSet<>();
  private final Map<SessionId, Integer> wanting = new LinkedHashMap<>();
  private SessionId carrier;
  private String order;
  private long knownTo;
  private RunningCandle running;
  private long retry = NONE;

  /** Names a feed. */
  record Key(long assetId, Timeframe timeframe) {}

  /** Whoever is told. Called on the live room's event loop. */
  interface Listener {
    /** The running candle has moved; at most once a second. */
    void running(CandleFeed feed, RunningCandle candle);

    /** Candles have closed, or time has passed without any: {@link #knownTo} has moved. */
    void closed(CandleFeed feed);
  }

  /**
   * @param streams where this feed is found by the id of its current stream; it adds and removes
   *     itself
   * @param knownTo epoch seconds up to which the closed candles are known
   */
  CandleFeed(
      Vertx vertx,
      Bus bus,
      ConnectedSessions links,
      Map<String, CandleFeed> streams,
      Key key,
      long knownTo,
      Listener listener) {
    this.vertx = vertx;
    this.bus = bus;
    this.server = Cluster.of(vertx).self();
    this.links = links;
    this.streams = streams;
    this.key = key;
    this.knownTo = knownTo;
    this.listener = listener;
    this.telling = new Throttle(vertx, RUNNING_PAUSE_MILLIS, this::tellRunning);
  }

  Key key() {
    return key;
  }

  /** The boards that read it; the caller adds and removes. */
  Set<WatchedCatalog> boards() {
    return boards;
  }

  /** Epoch seconds up to which all closed candles have been told. */
  long knownTo() {
    return knownTo;
  }

  /** The running candle as last heard of, or null. */
  RunningCandle running() {
    return running;
  }

  /** The session that carries, or null while there is none. */
  SessionId carrier() {
    return carrier;
  }

  /** One more watcher of a session wants this feed. */
  void join(SessionId session) {
    wanting.merge(session, 1, Integer::sum);
    choose();
  }

  /** One less; to be closed when {@link #isWanted} says no. */
  void leave(SessionId session) {
    wanting.computeIfPresent(session, (same, count) -> count == 1 ? null : count - 1);
    choose();
  }

  boolean isWanted() {
    return !wanting.isEmpty();
  }

  /** Sees to it that a session carries that can, if there is one. */
  void choose() {
    if (carrier != null && links.isGone(carrier)) {
      stop();
    }
    if (!isWanted()) {
      stop();
    } else if (!wanting.containsKey(carrier) || !links.isUp(carrier)) {
      SessionId best = best();
      if (!best.equals(carrier)) {
        handTo(best);
      }
    }
  }

  /** One with a link; without any, the one that carries, for its link comes back by itself. */
  private SessionId best() {
    SessionId without = wanting.containsKey(carrier) ? carrier : wanting.keySet().iterator().next();
    return wanting.keySet().stream().filter(links::isUp).findFirst().orElse(without);
  }

  private void handTo(SessionId next) {
    stop();
    carrier = next;
    order = UUID.randomUUID().toString();
    streams.put(order, this);
    confirm();
  }

  /**
   * Orders again what is ordered: nothing happens where the carrier does it already, but one that
   * has come to another server begins anew.
   */
  void confirm() {
    if (carrier != null) {
      String id = order;
      bus.request(
              StreamHost.address(carrier),
              new StartStream(id, server, key.assetId(), key.timeframe(), knownTo))
          .onSuccess(taken -> pauses.reset())
          .onFailure(cause -> refused(id));
    }
  }

  private void refused(String id) {
    if (id.equals(order)) {
      SessionId refusing = carrier;
      stop();
      vertx.cancelTimer(retry);
      retry = vertx.setTimer(pauses.next(), due -> choose());
      links.noteGone(refusing);
    }
  }

  /** Also of a carrier that is gone by all signs: it may only have been late to answer. */
  private void stop() {
    if (carrier != null) {
      bus.request(StreamHost.address(carrier), new StopStream(order));
      streams.remove(order);
      carrier = null;
      order = null;
    }
  }

  /** Takes what the carrier has told. */
  void take(StreamedCandles told) {
    if (told instanceof CandleMoved moved) {
      moved(moved.running());
    } else if (told instanceof CandlesClosed closing) {
      closed(closing);
    }
  }

  private void moved(RunningCandle moved) {
    if (moved.candle().from() >= knownTo) {
      running = moved;
      telling.changed();
    }
  }

  /** Unless it has closed meanwhile. */
  private void tellRunning() {
    if (running != null) {
      listener.running(this, running);
    }
  }

  private void closed(CandlesClosed told) {
    if (told.knownTo() <= knownTo) {
      return;
    }
    if (told.knownFrom() > knownTo) {
      // Something was lost on the way: history has it.
      handTo(carrier);
      return;
    }
    knownTo = told.knownTo();
    if (running != null && running.candle().from() < knownTo) {
      running = null;
    }
    listener.closed(this);
  }

  /** Ends the broker's subscription. */
  void close() {
    wanting.clear();
    stop();
    vertx.cancelTimer(retry);
    telling.close();
  }
}
