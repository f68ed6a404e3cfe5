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

/**
 * Which of the watching sessions have their link to the broker: for as long as somebody follows
 * one, it is listened to. Confined to the watch verticle's event loop.
 */
final class ConnectedSessions {
  private final Bus bus;
  private final Runnable changed;
  private final Map<SessionId, Link> links = new HashMap<>();

  private static final class Link {
    private final MessageConsumer<SessionView> news;
    private int followers;

    /** Taken for granted until it is heard of: whoever watches has just been answered. */
    private Connection state = Connection.CONNECTED;

    Link(MessageConsumer<SessionView> news) {
      this.news = news;
    }
  }

  /**
   * @param changed called when a link has come or gone
   */
  ConnectedSessions(Bus bus, Runnable changed) {
    this.bus = bus;
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
    note(session, view.connection());
  }

  /** Takes note that nobody answers for a session. */
  void noteGone(SessionId session) {
    note(session, Connection.CLOSED);
  }

  private void note(SessionId session, Connection state) {
    Link link = links.get(session);
    if (link != null && link.state != state) {
      link.state = state;
      changed.run();
    }
  }

  void leave(SessionId session) {
    Link link = links.get(session);
    if (--link.followers == 0) {
      links.remove(session);
      link.news.unregister();
    }
  }

  /** Whether a session that is followed has its link, as far as has been heard. */
  boolean isUp(SessionId session) {
    return state(session) == Connection.CONNECTED;
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
