package br.com.catalogador.web.http;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Request;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.session.message.Activate;
import br.com.catalogador.session.message.RecordTokenUse;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * The way from a token to the session it names. A session that rests, or that an earlier run of the
 * server left behind, is brought back first.
 */
public final class SessionClient {
  /** How exactly it is known when a token was last used. */
  private static final Duration SEEN_ANEW = Duration.ofMinutes(1);

  /** As many as there may be sessions on one small server, with some devices each. */
  private static final int MOST_TOKENS = 5_000;

  private final Bus bus;

  /** Tokens whose use was reported to their sessions lately. */
  private final Cache<String, Boolean> seen =
      Caffeine.newBuilder()
          .expireAfterWrite(SEEN_ANEW)
          .maximumSize(MOST_TOKENS)
          .executor(Runnable::run)
          .build();

  public SessionClient(Bus bus) {
    this.bus = bus;
  }

  /**
   * Asks a session.
   *
   * @param who named by a token whose signature was checked
   * @return the answer; SESSION_ENDED when there is no such session any more, or it is another
   *     user's, what {@link SessionDirectory#activate} fails with, or what the request does
   */
  public <R> Future<R> ask(Identity who, Request<Session, R> request) {
    return ask(Session.address(who.session()), who, request);
  }

  /** The same of a session's ranking. */
  public <R> Future<R> askRanking(Identity who, Request<Rankings, R> request) {
    return ask(Rankings.address(who.session()), who, request);
  }

  private <S, R> Future<R> ask(Address<S> address, Identity who, Request<S, R> request) {
    if (seen.getIfPresent(who.token()) != null) {
      return send(address, who, request);
    }
    return send(Session.address(who.session()), who, new RecordTokenUse(who.user(), who.token()))
        .onSuccess(ignored -> seen.put(who.token(), true))
        .compose(ignored -> send(address, who, request));
  }

  private <S, R> Future<R> send(Address<S> address, Identity who, Request<S, R> request) {
    return bus.request(
        address,
        request,
        () -> bus.request(SessionDirectory.ADDRESS, new Activate(who.session(), who.user())));
  }
}
