package br.com.catalogador.watch;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.SessionView.Connection;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The broker connection and the broker clock of each session that is followed, updated by the views
 * that the session publishes. Confined to the watch verticle's event loop.
 */
final class ConnectedSessions {
  /**
   * Clocks that differ by less count as the same: a session accepts pushes up to that much ahead of
   * its clock, and offsets that were noted days apart drift by some seconds.
   */
  private static final long SAME_CLOCK_MILLIS = 30_000;

  private final Bus bus;
  private final LongSupplier nanos;
  private final Runnable changed;
  private final Map<SessionId, Followed> sessions = new HashMap<>();

  /** Null if not computed since the last change. */
  private Long mostCommonOffset;

  private static final class Followed {
    private final MessageConsumer<SessionView> views;
    private int followers;

    /** Assumed until the first view arrives: the session has just answered its watcher. */
    private Connection connection = Connection.CONNECTED;

    /** Broker's clock minus this server's monotonic clock, in milliseconds; null until known. */
    private Long clockOffset;

    Followed(MessageConsumer<SessionView> views) {
      this.views = views;
    }
  }

  /**
   * @param nanos as {@link System#nanoTime}
   * @param changed called when a session's connection has changed or its clock has stepped
   */
  ConnectedSessions(Bus bus, LongSupplier nanos, Runnable changed) {
    this.bus = bus;
    this.nanos = nanos;
    this.changed = changed;
  }

  /** Subscribes to a session's views until {@link #unfollow} was called as often as this. */
  void follow(SessionId session) {
    Followed followed = sessions.get(session);
    if (followed == null) {
      followed = new Followed(bus.listen(Session.views(session), view -> note(session, view)));
      sessions.put(session, followed);
      // Views are published on changes only.
      requestView(session);
    }
    followed.followers++;
  }

  private void requestView(SessionId session) {
    bus.request(Session.address(session), new GetSession())
        .onSuccess(view -> note(session, view))
        .onFailure(cause -> noteClosed(session));
  }

  /** Requests all views: a server that has left the cluster publishes none for its sessions. */
  void refresh() {
    List.copyOf(sessions.keySet()).forEach(this::requestView);
  }

  private void note(SessionId session, SessionView view) {
    long clockOffset = view.serverMillis() - TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
    note(session, view.connection(), clockOffset);
  }

  /** Marks a session that does not answer as closed. */
  void noteClosed(SessionId session) {
    note(session, Connection.CLOSED, null);
  }

  private void note(SessionId session, Connection connection, Long clockOffset) {
    Followed followed = sessions.get(session);
    if (followed == null) {
      return;
    }
    boolean hasChanged =
        followed.connection != connection || !isSameClock(followed.clockOffset, clockOffset);
    followed.connection = connection;
    followed.clockOffset = clockOffset;
    if (hasChanged) {
      mostCommonOffset = null;
      changed.run();
    }
  }

  private static boolean isSameClock(Long one, Long other) {
    return one == null || other == null
        ? Objects.equals(one, other)
        : Math.abs(one - other) < SAME_CLOCK_MILLIS;
  }

  void unfollow(SessionId session) {
    Followed followed = sessions.get(session);
    if (--followed.followers == 0) {
      sessions.remove(session);
      followed.views.unregister();
      mostCommonOffset = null;
    }
  }

  /** Whether a session had a broker connection by its latest view. */
  boolean isConnected(SessionId session) {
    return connection(session) == Connection.CONNECTED;
  }

  /**
   * Whether a session is connected and its clock is the most common one among the connected
   * sessions; of equally common clocks, the one furthest ahead. A clock that is behind delays
   * candles; one that is ahead does not, since the broker's prices decide what has closed.
   */
  boolean hasCommonClock(SessionId session) {
    return isConnected(session)
        && isSameClock(sessions.get(session).clockOffset, mostCommonOffset());
  }

  /** Null while no connected session's clock is known. */
  private Long mostCommonOffset() {
    if (mostCommonOffset == null) {
      List<Long> offsets =
          sessions.values().stream()
              .filter(
                  followed ->
                      followed.connection == Connection.CONNECTED && followed.clockOffset != null)
              .map(followed -> followed.clockOffset)
              .sorted()
              .toList();
      int most = 0;
      int first = 0;
      for (int last = 0; last < offsets.size(); last++) {
        while (!isSameClock(offsets.get(first), offsets.get(last))) {
          first++;
        }
        if (last - first >= most) {
          most = last - first;
          mostCommonOffset = offsets.get((first + last + 1) / 2);
        }
      }
    }
    return mostCommonOffset;
  }

  /** Whether a session has ended or is not followed; its streams have ended with it. */
  boolean isClosed(SessionId session) {
    return connection(session) == Connection.CLOSED;
  }

  private Connection connection(SessionId session) {
    Followed followed = sessions.get(session);
    return followed == null ? Connection.CLOSED : followed.connection;
  }
}
