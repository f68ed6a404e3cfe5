package br.com.catalogador.candle.file;

import br.com.catalogador.candle.Timeframe;
import java.time.Instant;

/**
 * What is known about a candle file before it is read; it overrules what the file suggests.
 *
 * @param fileName name without folder, for the asset and the shape of a file; may be null
 * @param timeframe the timeframe of the result; null for the file's own
 * @param zone the clock of wall times; null to find it out
 * @param stamp which end of a candle its time is; null for the open, unless the file says otherwise
 * @param decimal '.' or ','; null to find it out
 * @param ticker the one to take of a file with several; null if there is only one
 * @param keepFlats whether candles without any trade are kept
 * @param now a last candle that ends later is still running; null if only the file can say so
 * @param limits of the unpacked size
 */
public record ReadOptions(
    String fileName,
    Timeframe timeframe,
    FileZone zone,
    Stamp stamp,
    Character decimal,
    String ticker,
    boolean keepFlats,
    Instant now,
    SizeLimits limits) {

  /** Which end of a candle its time in the file is. */
  public enum Stamp {
    OPEN,
    CLOSE
  }

  /** Nothing is known. */
  public static ReadOptions none() {
    return new ReadOptions(null, null, null, null, null, null, false, null, SizeLimits.FILE);
  }

  public ReadOptions withFileName(String name) {
    return new ReadOptions(name, timeframe, zone, stamp, decimal, ticker, keepFlats, now, limits);
  }

  public ReadOptions withTimeframe(Timeframe other) {
    return new ReadOptions(fileName, other, zone, stamp, decimal, ticker, keepFlats, now, limits);
  }
}
