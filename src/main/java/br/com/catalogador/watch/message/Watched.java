package br.com.catalogador.watch.message;

import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.session.message.CatalogView;

/**
 * The catalog at the start of a watch.
 *
 * @param running the running candle, or null if none was received yet
 */
public record Watched(CatalogView catalog, RunningCandle running) {}
