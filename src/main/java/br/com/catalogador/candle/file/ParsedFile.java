package br.com.catalogador.candle.file;

import br.com.catalogador.candle.Timeframe;

/**
 * The rows of a file before they are candles: times on the file's clock, prices in the file's
 * order.
 *
 * @param rows sealed
 * @param usualOrder what the price columns are, if nothing else fits
 * @param named whether names in the file say so
 * @param closeTime whether the times are the candles' ends
 * @param asset named in the file, or null
 * @param timeframe named in the file, or null
 */
record ParsedFile(
    FileFormat format,
    Rows rows,
    TimeParser times,
    PriceParser prices,
    BadRows bad,
    PriceOrder usualOrder,
    boolean named,
    boolean closeTime,
    String asset,
    Timeframe timeframe) {}
