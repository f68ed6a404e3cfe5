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
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The connection state and the broker's clock of each watching session, kept current from the
 * session's published views while it has followers. Confined to the watch verticle's event loop.
 */
final class ConnectedSessions {
  /**
   * Clocks that differ by less count as the same: a session streams pushes that are so much ahead
   * of its clock, and offsets noted days apart drift by some seconds.
   */
  private static final long SAME_CLOCK_MILLIS = 30_000;

  private final Bus bus;
  private final LongSupplier nanos;
  private final Runnable changed;
  private final Map<SessionId, Link> links = new HashMap<>();

  /** Null when it is to be computed anew. */
  private Long mostCommonOffset;

  private static final class Link {
    private final MessageConsumer<SessionView> news;
    private int followers;

    /** Assumed until the first view arrives: the session has just answered its watcher. */
    private Connection state = Connection.CONNECTED;

    /** Broker's clock minus this server's monotonic clock, in milliseconds; null until known. */
    private Long offset;

    Link(MessageConsumer<SessionView> news) {
      this.news = news;
    }
  }

  /**
   * @param nanos as {@link System#nanoTime}
   * @param changed called when a link has come or gone, or its clock has stepped
   */
  ConnectedSessions(Bus bus, LongSupplier nanos, Runnable changed) {
    this.bus = bus;
    this.nanos = nanos;
    this.changed = changed;
  }

  /** Listens to a session; to be followed by one {@link #leave} for each call. */
  void follow(SessionId session) {
    Link known = links.get(session);
    if (known == null) {
      known = new Link(bus.listen(Session.views(session), view -> note(session, view)));
      links.put(session, known);
      // News tell of changes only.
      ask(session);
    }
    known.followers++;
  }

  private void ask(SessionId session) {
    bus.request(Session.address(session), new GetSession())
        .onSuccess(view -> note(session, view))
        .onFailure(cause -> noteGone(session));
  }

  /** Asks all of them anew: their servers may have gone, and news with them. */
  void askAgain() {
    List.copyOf(links.keySet()).forEach(this::ask);
  }

  private void note(SessionId session, SessionView view) {
    long offset = view.serverMillis() - TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
    note(session, view.connection(), offset);
  }

  /** Marks a session as closed that does not answer. */
  void noteGone(SessionId session) {
    note(session, Connection.CLOSED, null);
  }

  private void note(SessionId session, Connection state, Long offset) {
    Link link = links.get(session);
    if (link == null) {
      return;
    }
    boolean changes = link.state != state || !isSame(link.offset, offset);
    link.state = state;
    link.offset = offset;
    if (changes) {
      mostCommonOffset = null;
      changed.run();
    }
  }

  private static boolean isSame(Long one, Long other) {
    return one == null || other == null ? one == other : Math.abs(one - other) < SAME_CLOCK_MILLIS;
  }

  void leave(SessionId session) {
    Link link = links.get(session);
    if (--link.followers == 0) {
      links.remove(session);
      link.news.unregister();
      mostCommonOffset = null;
    }
  }

  /** Whether a session that is followed has its link, as far as has been heard. */
  boolean isUp(SessionId session) {
    return state(session) == Connection.CONNECTED;
  }

  /**
   * Whether a session is connected and its clock is the one that most connected sessions have; of
   * several equally common ones, the one furthest ahead. A clock that is behind delays candles; one
   * that is ahead does not, since candles close by what the broker's prices have shown.
   */
  boolean hasCommonClock(SessionId session) {
    return isUp(session) && isSame(links.get(session).offset, mostCommonOffset());
  }

  /** Null while no connected session's clock is known. */
  private Long mostCommonOffset() {
    if (mostCommonOffset == null) {
      List<Long> offsets =
          links.values().stream()
              .filter(link -> link.state == Connection.CONNECTED && link.offset != null)
              .map(link -> link.offset)
              .sorted()
              .toList();
      int most = 0;
      int first = 0;
      for (int last = 0; last < offsets.size(); last++) {
        while (!isSame(offsets.get(first), offsets.get(last))) {
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

  /** Whether a session's verticle is gone, and with it whatever it carried. */
  boolean isGone(SessionId session) {
    return state(session) == Connection.CLOSED;
  }

  private Connection state(SessionId session) {
    Link link = links.get(session);
    return link == null ? Connection.CLOSED : link.state;
  }
}
