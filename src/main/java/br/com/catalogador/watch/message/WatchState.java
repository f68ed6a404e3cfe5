package br.com.catalogador.watch.message;

/**
 * How much is watched on this server.
 *
 * @param feeds pairs of asset and timeframe that are subscribed to at the broker
 * @param catalogs watched catalogs
 * @param watchers sockets that watch a catalog
 * @param updates published since the start; counted once each, whatever the number of receivers
 */
public record WatchState(int feeds, int catalogs, int watchers, long updates) {}
