package br.com.catalogador.ranking.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.Session;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * The operations of one user's ranking. He has one at a time, and it lives as long as his session.
 * Each answers with the ranking as it is afterwards and counts as a sign of life of the session.
 */
public interface Rankings {

  /** Where a session's ranking listens: routes and the bridge send here. */
  static Address<Rankings> address(SessionId session) {
    return new Address<>(
        "ranking." + session.value(),
        Duration.ofSeconds(60),
        FailureKind.INTERRUPTED,
        Session.held(session));
  }

  /**
   * Where a session's ranking is told whenever it has changed: at most three times a second while
   * it runs, and at once when its status changes.
   */
  static Channel<RankingView> views(SessionId session) {
    return Channel.everywhere("ranking." + session.value() + ".views");
  }

  /**
   * Begins a run, which replaces the ranking there was; answers once the assets are known, or could
   * not be listed (the run has FAILED then). Fails with RANKING_RUNNING, with INVALID_PARAMETER
   * when the broker has no asset of a chosen symbol, or with SESSION_ENDED; the ranking there was
   * stays then.
   */
  Future<RankingView> start(StartRanking request);

  Future<RankingView> view(GetRanking request);

  /** Ends the run at once and keeps what is done. Fails with RANKING_NOT_RUNNING. */
  Future<RankingView> cancel(CancelRanking request);

  /** Forgets the ranking; a run under way ends. */
  Future<RankingView> clear(ClearRanking request);

  /** Says whether single analyses enter from now on. */
  Future<RankingView> autoUpdate(SetAutoUpdate request);

  /**
   * Takes a single analysis of the user in, if he wants that and it compares: same timeframe,
   * strategy, quadrants, martingale and tie rule as the ranking, and the same stakes at the asset's
   * own payout. It replaces the asset's entry, whichever assets the run was over. Where there is no
   * ranking it begins one with its own parameters.
   */
  Future<RankingView> enter(EnterAnalysis request);
}
