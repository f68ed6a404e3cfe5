package br.com.catalogador.candle.file;

/**
 * Where in a table's rows the fields of a candle are.
 *
 * @param format the program that writes such tables
 * @param asset the asset if the head names it, or null
 * @param firstRow index in the sample of the first row below the header
 * @param fields number of fields of a row
 * @param time index of the time, or of the date
 * @param clock index of the time of day beside a date, or -1
 * @param closeTime whether the time is the candle's end
 * @param prices indexes of the four prices
 * @param named whether a header says which is which; otherwise the prices tell
 * @param volume index of the volume, or -1
 * @param ticker index of the asset's name, or -1
 * @param compactDates whether eight digits are a date
 */
record TableLayout(
    FileFormat format,
    String asset,
    int firstRow,
    int fields,
    int time,
    int clock,
    boolean closeTime,
    int[] prices,
    boolean named,
    int volume,
    int ticker,
    boolean compactDates) {}
