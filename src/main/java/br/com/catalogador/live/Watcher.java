package br.com.catalogador.live;

import br.com.catalogador.live.message.WatcherId;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.UserId;

/** One open socket, whose it is, and the session that can compute and carry for it. */
record Watcher(WatcherId id, UserId user, SessionId session) {}
