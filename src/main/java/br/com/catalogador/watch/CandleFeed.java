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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The live candles of one asset and timeframe, received from one of the watching sessions: the
 * host. When the host stops watching, loses its broker connection or has an uncommon clock, the
 * stream moves to another session and continues from the last closed candle: no candle is missed or
 * reported twice. Confined to the watch verticle's event loop.
 */
final class CandleFeed {
  private static final long NONE = -1;
  private static final long RUNNING_INTERVAL_MILLIS = 1_000;

  private final Vertx vertx;
  private final Bus bus;
  private final String server;
  private final ConnectedSessions sessions;
  private final Map<String, CandleFeed> streams;
  private final Key key;
  private final Listener listener;
  private final Throttle runningThrottle;
  private final BackOff backOff = new BackOff();
  private final Set<WatchedCatalog> catalogs = new LinkedHashSet<>();
  private final Map<SessionId, Integer> watchersBySession = new LinkedHashMap<>();
  private SessionId host;
  private String streamId;
  private long knownTo;
  private RunningCandle running;
  private long retryTimer = NONE;

  /** Identifies a feed. */
  record Key(long assetId, Timeframe timeframe) {}

  /** Receives the events of a feed. Called on the watch verticle's event loop. */
  interface Listener {
    /** The running candle has a new price; called at most once a second. */
    void running(CandleFeed feed, RunningCandle candle);

    /**
     * {@link #knownTo} has advanced: candles have closed, or time has passed without any candle.
     */
    void closed(CandleFeed feed);
  }

  /**
   * @param streams index of the feeds by the id of their current stream; this feed adds and removes
   *     itself
   * @param knownTo epoch seconds up to which the closed candles are known
   */
  CandleFeed(
      Vertx vertx,
      Bus bus,
      ConnectedSessions sessions,
      Map<String, CandleFeed> streams,
      Key key,
      long knownTo,
      Listener listener) {
    this.vertx = vertx;
    this.bus = bus;
    this.server = Cluster.of(vertx).self();
    this.sessions = sessions;
    this.streams = streams;
    this.key = key;
    this.knownTo = knownTo;
    this.listener = listener;
    this.runningThrottle = new Throttle(vertx, RUNNING_INTERVAL_MILLIS, this::reportRunning);
  }

  Key key() {
    return key;
  }

  /** The catalogs that are computed from this feed; mutable, maintained by the caller. */
  Set<WatchedCatalog> catalogs() {
    return catalogs;
  }

  /** Epoch seconds up to which all closed candles are known. */
  long knownTo() {
    return knownTo;
  }

  /**
   * The running candle with its newest price, or null if none was received since the last close.
   */
  RunningCandle running() {
    return running;
  }

  /** The session that streams the candles, or null while none does. */
  SessionId host() {
    return host;
  }

  /** Adds one watcher of a session. */
  void addWatcher(SessionId session) {
    watchersBySession.merge(session, 1, Integer::sum);
    chooseHost();
  }

  /** Removes one watcher of a session; the caller closes a feed without watchers. */
  void removeWatcher(SessionId session) {
    watchersBySession.computeIfPresent(session, (same, count) -> count == 1 ? null : count - 1);
    chooseHost();
  }

  boolean hasWatchers() {
    return !watchersBySession.isEmpty();
  }

  /** Moves the stream to a connected session with the common clock, unless its host is one. */
  void chooseHost() {
    if (host != null && sessions.isClosed(host)) {
      stopStream();
    }
    if (!hasWatchers()) {
      stopStream();
    } else if (!watchersBySession.containsKey(host) || !sessions.hasCommonClock(host)) {
      SessionId bestHost = bestHost();
      if (!bestHost.equals(host)) {
        moveTo(bestHost);
      }
    }
  }

  /**
   * A connected session with the common clock, else a connected session, else any, since a session
   * reconnects by itself. The current host is preferred to equally good ones.
   */
  private SessionId bestHost() {
    return Stream.<Predicate<SessionId>>of(
            sessions::hasCommonClock, sessions::isConnected, ignored -> true)
        .flatMap(
            condition ->
                currentHostIf(condition)
                    .or(
                        () ->
                            watchersBySession.keySet().stream()
                                .filter(condition)
                                .min(Comparator.comparingLong(this::streamsOf)))
                    .stream())
        .findFirst()
        .orElseThrow();
  }

  /** How many streams a session hosts: they are spread over the sockets of those who watch. */
  private long streamsOf(SessionId session) {
    return streams.values().stream().filter(feed -> session.equals(feed.host)).count();
  }

  private Optional<SessionId> currentHostIf(Predicate<SessionId> condition) {
    return Optional.ofNullable(host).filter(watchersBySession::containsKey).filter(condition);
  }

  private void moveTo(SessionId next) {
    stopStream();
    host = next;
    streamId = UUID.randomUUID().toString();
    streams.put(streamId, this);
    startStream();
  }

  /**
   * Requests the current stream from its host. May be repeated: without effect where the stream
   * runs, while a session that was activated on another server starts it.
   */
  void startStream() {
    if (host != null) {
      String id = streamId;
      bus.request(
              StreamHost.address(host),
              new StartStream(id, server, key.assetId(), key.timeframe(), knownTo))
          .onSuccess(ignored -> backOff.reset())
          .onFailure(cause -> startFailed(id));
    }
  }

  private void startFailed(String id) {
    if (id.equals(streamId)) {
      SessionId failed = host;
      stopStream();
      vertx.cancelTimer(retryTimer);
      retryTimer = vertx.setTimer(backOff.next(), ignored -> chooseHost());
      sessions.noteClosed(failed);
    }
  }

  /** Also sent to a host that seems to have ended: its reply may only have been late. */
  private void stopStream() {
    if (host != null) {
      bus.request(StreamHost.address(host), new StopStream(streamId));
      streams.remove(streamId);
      host = null;
      streamId = null;
    }
  }

  /** Applies an event of the current stream, if it is newer than what is known. */
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
      runningThrottle.request();
    }
  }

  private void reportRunning() {
    if (running != null) {
      listener.running(this, running);
    }
  }

  private void closed(CandlesClosed event) {
    if (event.knownTo() <= knownTo) {
      return;
    }
    if (event.knownFrom() > knownTo) {
      // An event was lost: the new stream fetches the missing candles from the history.
      moveTo(host);
      return;
    }
    knownTo = event.knownTo();
    if (running != null && running.candle().from() < knownTo) {
      running = null;
    }
    listener.closed(this);
  }

  /** Stops the stream and removes all watchers. */
  void close() {
    watchersBySession.clear();
    stopStream();
    vertx.cancelTimer(retryTimer);
    runningThrottle.close();
  }
}
