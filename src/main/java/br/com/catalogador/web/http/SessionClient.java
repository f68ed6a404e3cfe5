package br.com.catalogador.web.http;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Request;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.session.message.Activate;
import br.com.catalogador.session.message.CandleHistory;
import br.com.catalogador.session.message.RecordTokenUse;
import br.com.catalogador.session.message.Recordings;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Sends requests to the session that a token names. A passivated session, or one of an earlier
 * process, is activated first. Records the use of tokens. Confined to one event loop.
 */
public final class SessionClient {
  /** Precision of the times of use of tokens. */
  private static final Duration PRECISION = Duration.ofMinutes(1);

  /** A thousand sessions with some devices each. */
  private static final int MOST_TOKENS = 5_000;

  private final Bus bus;

  /** Tokens whose use has been recorded recently. */
  private final Cache<String, Boolean> recorded =
      Caffeine.newBuilder()
          .expireAfterWrite(PRECISION)
          .maximumSize(MOST_TOKENS)
          .executor(Runnable::run)
          .build();

  public SessionClient(Bus bus) {
    this.bus = bus;
  }

  /**
   * Sends a request to a session.
   *
   * @param who the identity of a verified token
   * @return the reply; SESSION_ENDED when the session has ended or belongs to another user, or the
   *     failure of {@link SessionDirectory#activate} or of the request
   */
  public <R> Future<R> ask(Identity who, Request<Session, R> request) {
    return ask(Session.address(who.session()), who, request);
  }

  /** As {@link #ask}, for the ranking of a session. */
  public <R> Future<R> askRanking(Identity who, Request<Rankings, R> request) {
    return ask(Rankings.address(who.session()), who, request);
  }

  /** As {@link #ask}, for the recording of a session. */
  public <R> Future<R> askRecording(Identity who, Request<Recordings, R> request) {
    return ask(Recordings.address(who.session()), who, request);
  }

  /** As {@link #ask}, for the old candles of a session. */
  public <R> Future<R> askHistory(Identity who, Request<CandleHistory, R> request) {
    return ask(CandleHistory.address(who.session()), who, request);
  }

  private <S, R> Future<R> ask(Address<S> address, Identity who, Request<S, R> request) {
    if (recorded.getIfPresent(who.token()) != null) {
      return send(address, who, request);
    }
    return send(Session.address(who.session()), who, new RecordTokenUse(who.user(), who.token()))
        .onSuccess(ignored -> recorded.put(who.token(), true))
        .compose(ignored -> send(address, who, request));
  }

  private <S, R> Future<R> send(Address<S> address, Identity who, Request<S, R> request) {
    return bus.request(
        address,
        request,
        () -> bus.request(SessionDirectory.ADDRESS, new Activate(who.session(), who.user())));
  }
}
