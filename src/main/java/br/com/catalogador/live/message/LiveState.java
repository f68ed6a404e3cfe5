package br.com.catalogador.live.message;

/**
 * How much is watched on this server.
 *
 * @param feeds assets and timeframes that the broker is subscribed to
 * @param boards catalogues that are watched
 * @param watchers who watch
 * @param updates told since the start, each once however many hear it
 */
public record LiveState(int feeds, int boards, int watchers, long updates) {}
