package br.com.catalogador.candle.file;

import br.com.catalogador.candle.Timeframe;
import java.util.List;
import java.util.Locale;

/**
 * What a reader understood of a file: what it was told, what the file says, and what was deduced,
 * so that nothing is guessed silently.
 *
 * @param format the program that writes such files
 * @param asset by the file or its name, or null
 * @param timeframe of the result
 * @param sourceTimeframe of the file, finer than the result's when candles were put together
 * @param candles of the result
 * @param from start of the first candle in epoch seconds, or null without candles
 * @param to start of the last candle in epoch seconds, or null without candles
 * @param zone the clock of the file's times
 * @param zoneFrom how it was found: file, format, gap, given or unknown
 * @param evidence what in the file shows the zone, or null
 * @param closeStamp whether the file's times are the ends of candles
 * @param unit of epoch times, {@code s ms us ns mixed}; null for dates
 * @param digits decimal places of the prices; -1 if they have none in common
 * @param gaps how often one candle or more are missing between two
 * @param dojis candles that close at their open
 * @param repeated rows that say the same again
 * @param conflicts rows that say something else of a candle; the last of the file counts
 * @param flatsDropped candles without any trade that were left out
 * @param lastDropped whether a last candle that was still running was left out
 * @param shortBlocks candles put together from fewer than all of theirs
 * @param notes what else was assumed or ignored
 */
public record Understood(
    String format,
    String asset,
    Timeframe timeframe,
    Timeframe sourceTimeframe,
    int candles,
    Long from,
    Long to,
    String zone,
    String zoneFrom,
    Sentence evidence,
    boolean closeStamp,
    String unit,
    int digits,
    int gaps,
    int dojis,
    int repeated,
    int conflicts,
    int flatsDropped,
    boolean lastDropped,
    int shortBlocks,
    List<Sentence> notes) {

  public Understood {
    notes = List.copyOf(notes);
  }

  /** The whole in one line, as people read it. */
  public String text(Locale locale) {
    return UnderstoodText.of(this, locale);
  }

  /** Whether the file left nothing open, and every candle of it counts as it is. */
  public boolean isPlain() {
    boolean clear = format.equals(FileFormat.OURS.label) && !zoneFrom.equals("unknown");
    boolean whole = conflicts + flatsDropped + shortBlocks == 0 && !lastDropped;
    return candles == 0 || clear && whole;
  }
}
