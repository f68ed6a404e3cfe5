package br.com.catalogador.session;

import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.SessionState;
import br.com.catalogador.session.message.User;
import java.time.Instant;

/**
 * What it takes to bring a session back. The password is no part of it.
 *
 * @param ssid the broker's session id of the user's last login
 * @param createdAt when the session began
 * @param expiresAt when the last of its tokens ends; the record with it
 */
record SessionRecord(
    SessionId session,
    User user,
    Secret ssid,
    Instant createdAt,
    Instant expiresAt,
    SessionState state) {

  /** The same session after its user has logged in again. */
  SessionRecord after(SessionRecord login) {
    Instant later = login.expiresAt.isAfter(expiresAt) ? login.expiresAt : expiresAt;
    return new SessionRecord(session, login.user, login.ssid, createdAt, later, state);
  }

  SessionRecord with(SessionState changed) {
    return new SessionRecord(session, user, ssid, createdAt, expiresAt, changed);
  }
}
