package br.com.catalogador.session.message;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;

/**
 * A session has ended for good: its tokens are invalid. A passivated session has not ended.
 *
 * @param user the session's user; null on a server that read the end from the store
 */
public record SessionEnded(SessionId session, UserId user) {}
