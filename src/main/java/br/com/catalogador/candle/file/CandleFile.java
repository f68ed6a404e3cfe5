package br.com.catalogador.candle.file;

import br.com.catalogador.candle.CandleSeries;

/** The candles of a file and what was understood of it. */
public record CandleFile(CandleSeries candles, Understood understood) {}
