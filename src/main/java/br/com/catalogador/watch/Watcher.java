package br.com.catalogador.watch;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.watch.message.WatcherId;

/** One open socket, whose it is, and the session that can compute and carry for it. */
record Watcher(WatcherId id, UserId user, SessionId session) {}
