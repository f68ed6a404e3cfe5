package br.com.catalogador.session.message;

import br.com.catalogador.candle.CandleSeries;

/**
 * The known candles of days.
 *
 * @param candles closed candles, oldest first, without a gap of what is known
 * @param computedAt the broker's clock in UTC epoch seconds
 */
public record DaysView(CandleSeries candles, Coverage coverage, long computedAt) {}
