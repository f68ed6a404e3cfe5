package br.com.catalogador.session.store;

import br.com.catalogador.model.OAuthGrant;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.Preferences.Alerts;
import br.com.catalogador.support.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Records for tests, with a distinct value in each field. */
final class Records {
  private Records() {}

  static SessionRecord of(String user, String session, Instant now, Duration life) {
    Instant end = now.plus(life);
    return new SessionRecord(
        new SessionId(session),
        new User(new UserId(user), "Ana Sá", "ana@example.com"),
        new Secret("ssid-of-" + session),
        new OAuthGrant(new Secret("refresh-of-" + session), now.plusSeconds(60), end),
        "",
        now,
        end,
        List.of(new LoginToken("token-of-" + session, now, now, end)),
        new Preferences(new Alerts(true, false, 15)),
        SessionRecord.NOTHING_UNKNOWN);
  }
}
