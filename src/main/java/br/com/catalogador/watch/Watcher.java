package br.com.catalogador.watch;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.watch.message.WatcherId;

/** One open socket of a page, its user, and the session that computes and streams for it. */
record Watcher(WatcherId id, UserId user, SessionId session) {}
