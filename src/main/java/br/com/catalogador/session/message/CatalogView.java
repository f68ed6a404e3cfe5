package br.com.catalogador.session.message;

import br.com.catalogador.analysis.message.AnalysisResult;
import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;

/**
 * How a strategy did on an asset's newest quadrants.
 *
 * @param asset the asset, with the broker's own payout
 * @param computedAt the broker's clock in epoch seconds; candles closed by then were read
 * @param candles the closed candles that the rows were read from, oldest first
 * @param source where the candles came from
 * @param brokerRequests candle requests sent to the broker for this answer
 */
public record CatalogView(
    Asset asset,
    long computedAt,
    AnalysisResult analyzed,
    CandleSeries candles,
    Source source,
    int brokerRequests) {}
