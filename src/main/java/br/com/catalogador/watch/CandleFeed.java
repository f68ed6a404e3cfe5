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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One asset's live candles, streamed by one of the sessions that watch them. When the streaming
 * session leaves, loses its connection or has another clock than most, a better one continues from
 * the last closed candle: no candle is missed or reported twice. Confined to the watch verticle's
 * event loop.
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

  /** Receives the events of a feed. Called on the watch verticle's event loop. */
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

  /** The catalogs that are computed from it; the caller adds and removes. */
  Set<WatchedCatalog> boards() {
    return boards;
  }

  /** Epoch seconds up to which all closed candles are known. */
  long knownTo() {
    return knownTo;
  }

  /** The latest state of the running candle, or null. */
  RunningCandle running() {
    return running;
  }

  /** The streaming session, or null while there is none. */
  SessionId carrier() {
    return carrier;
  }

  /** Adds a watcher of a session. */
  void join(SessionId session) {
    wanting.merge(session, 1, Integer::sum);
    choose();
  }

  /** Removes one; the caller closes the feed when {@link #isWanted} is false. */
  void leave(SessionId session) {
    wanting.computeIfPresent(session, (same, count) -> count == 1 ? null : count - 1);
    choose();
  }

  boolean isWanted() {
    return !wanting.isEmpty();
  }

  /** Moves the stream to a connected session with the common clock if the current one is not. */
  void choose() {
    if (carrier != null && links.isGone(carrier)) {
      stop();
    }
    if (!isWanted()) {
      stop();
    } else if (!wanting.containsKey(carrier) || !links.hasCommonClock(carrier)) {
      SessionId best = best();
      if (!best.equals(carrier)) {
        handTo(best);
      }
    }
  }

  /**
   * A connected session with the common clock, else a connected one; without any, the current one,
   * which reconnects by itself.
   */
  private SessionId best() {
    return Stream.<Predicate<SessionId>>of(links::hasCommonClock, links::isUp, ignored -> true)
        .flatMap(
            good ->
                current(good).or(() -> wanting.keySet().stream().filter(good).findFirst()).stream())
        .findFirst()
        .orElseThrow();
  }

  private Optional<SessionId> current(Predicate<SessionId> good) {
    return Optional.ofNullable(carrier).filter(wanting::containsKey).filter(good);
  }

  private void handTo(SessionId next) {
    stop();
    carrier = next;
    order = UUID.randomUUID().toString();
    streams.put(order, this);
    confirm();
  }

  /**
   * Sends the current order again: without effect where the stream runs; a session that was
   * activated on another server starts it.
   */
  void confirm() {
    if (carrier != null) {
      String id = order;
      bus.request(
              StreamHost.address(carrier),
              new StartStream(id, server, key.assetId(), key.timeframe(), knownTo))
          .onSuccess(ignored -> pauses.reset())
          .onFailure(cause -> refused(id));
    }
  }

  private void refused(String id) {
    if (id.equals(order)) {
      SessionId refusing = carrier;
      stop();
      vertx.cancelTimer(retry);
      retry = vertx.setTimer(pauses.next(), ignored -> choose());
      links.noteGone(refusing);
    }
  }

  /** Sent also to a session that seems to have ended: its answer may only have been late. */
  private void stop() {
    if (carrier != null) {
      bus.request(StreamHost.address(carrier), new StopStream(order));
      streams.remove(order);
      carrier = null;
      order = null;
    }
  }

  /** Applies an event of the current stream. */
  void apply(StreamedCandles event) {
    if (event instanceof CandleMoved moved) {
      moved(moved.running());
    } else if (event instanceof CandlesClosed closed) {
      closed(closed);
    }
  }

  private void moved(RunningCandle moved) {
    if (moved.candle().from() >= knownTo) {
      running = moved;
      telling.request();
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
