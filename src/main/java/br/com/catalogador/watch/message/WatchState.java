package br.com.catalogador.watch.message;

/**
 * How much is watched on this server.
 *
 * @param feeds assets and timeframes that the broker is subscribed to
 * @param boards catalogs that are watched
 * @param watchers who watch
 * @param updates told since the start, each once however many hear it
 */
public record WatchState(int feeds, int boards, int watchers, long updates) {}
