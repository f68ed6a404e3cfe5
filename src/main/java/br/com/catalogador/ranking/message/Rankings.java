package br.com.catalogador.ranking.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.Session;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * The operations of one user's ranking. A user has at most one ranking, which ends with the user's
 * session. Each operation answers with the ranking after it and, but for {@link #look}, counts as
 * use of the session.
 */
public interface Rankings {

  /** The address of a session's ranking, used by routes and the bridge. */
  static Address<Rankings> address(SessionId session) {
    return new Address<>(
        "ranking." + session.value(),
        Duration.ofSeconds(60),
        FailureKind.INTERRUPTED,
        Session.clusterName(session));
  }

  /** So many entries are published: as many as fit into a message to a page. */
  int MOST_PUBLISHED = 50;

  /**
   * Publishes the ranking of a session with its first entries when it has changed: at most three
   * times a second during a run, and at once when its status changes.
   */
  static Channel<RankingView> views(SessionId session) {
    return Channel.everywhere("ranking." + session.value() + ".views");
  }

  /**
   * Starts a run, which replaces the previous ranking; answers once the assets have been listed, or
   * could not be listed (status FAILED). Fails with RANKING_RUNNING, with INVALID_PARAMETER when
   * the broker has no asset of a chosen symbol, or with SESSION_ENDED; the previous ranking stays
   * then.
   */
  Future<RankingView> start(StartRanking request);

  /**
   * A part of the ranking. One that an earlier process has stored is computed anew from now on: its
   * status is RUNNING then.
   */
  Future<RankingView> view(GetRanking request);

  /**
   * Cancels the run and keeps its results so far; if it has none, the ranking before the run is
   * back. Fails with RANKING_NOT_RUNNING.
   *
   * @return the run as it was canceled
   */
  Future<RankingView> cancel(CancelRanking request);

  /** Removes the ranking; cancels a run under way. */
  Future<RankingView> clear(ClearRanking request);

  /**
   * Notes who looks at the ranking. Not a use of the session.
   *
   * @return the first entries
   */
  Future<RankingView> look(LookAtRanking request);

  /** Sets whether the ranking is computed anew at each close while somebody looks at it. */
  Future<RankingView> autoUpdate(SetAutoUpdate request);
}
