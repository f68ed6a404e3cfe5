package br.com.catalogador.session;

import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.Hosting.Live;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.SessionState;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** Sessions that begin with a login: the broker tells their verticle whose they are. */
final class NewSessions {
  private final Verticles verticles;
  private final InstantSource time;
  private final Duration tokenLife;
  private final Supplier<String> ids;

  /**
   * @param tokenLife how long a login is good for
   * @param ids makes unguessable names
   */
  NewSessions(Verticles verticles, InstantSource time, Duration tokenLife, Supplier<String> ids) {
    this.verticles = verticles;
    this.time = time;
    this.tokenLife = tokenLife;
    this.ids = ids;
  }

  /**
   * Deploys one, which no directory knows yet.
   *
   * @param ssid what the broker has just given for a login
   */
  Future<Live> begin(Secret ssid) {
    Instant now = time.instant();
    Instant expiresAt = now.plus(tokenLife).truncatedTo(ChronoUnit.SECONDS);
    SessionId id = new SessionId(ids.get());
    return verticles
        .deploy(id, ssid, SessionState.INITIAL)
        .map(
            begun ->
                new Live(
                    new SessionRecord(id, begun.user(), ssid, now, expiresAt, SessionState.INITIAL),
                    begun.deployment()));
  }
}
