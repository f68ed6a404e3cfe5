package br.com.catalogador.watch.message;

import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.session.message.CatalogView;

/**
 * The catalog as it stands when the watch begins.
 *
 * @param running the candle still running, or null when it has not been heard of yet
 */
public record Watched(CatalogView catalog, RunningCandle running) {}
