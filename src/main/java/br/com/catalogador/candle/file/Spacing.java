package br.com.catalogador.candle.file;

import br.com.catalogador.candle.Timeframe;
import java.util.HashMap;
import java.util.Map;

/** The timeframe of candles by the distances between them: the commonest counts. */
final class Spacing {
  private static final int MOST_DISTANCES = 100_000;
  private static final int FEW = 10;
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  private final Map<Long, Integer> counts = new HashMap<>();
  private long smallest = Long.MAX_VALUE;
  private long commonest;
  private int distances;

  /**
   * @param times mostly ascending; distances of 0 and backwards do not count
   */
  Spacing(long[] times) {
    long last = 0;
    int run = 0;
    for (int i = 1; i < times.length; i++) {
      long distance = times[i] - times[i - 1];
      if (distance != last) {
        count(last, run);
        last = distance;
        run = 0;
      }
      run++;
    }
    count(last, run);
    int most = 0;
    for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
      long distance = entry.getKey();
      smallest = Math.min(smallest, distance);
      if (entry.getValue() > most || entry.getValue() == most && distance < commonest) {
        most = entry.getValue();
        commonest = distance;
      }
    }
  }

  private void count(long distance, int run) {
    if (distance > 0 && (counts.size() < MOST_DISTANCES || counts.containsKey(distance))) {
      counts.merge(distance, run, Integer::sum);
      distances += run;
    }
  }

  /** The commonest distance in seconds; 0 for fewer than two times. */
  long commonest() {
    return commonest;
  }

  /**
   * The timeframe of the file.
   *
   * @param named in the file, or null
   * @param wanted by the caller, or null
   * @throws CandleFormatException if the file's candles are no candles of ours, or coarser than
   *     wanted
   */
  Timeframe timeframe(Timeframe named, Timeframe wanted) throws CandleFormatException {
    Timeframe own = named != null ? named : measured(wanted);
    if (wanted != null && own.seconds() > wanted.seconds()) {
      throw new CandleFormatException(
          "coarser", Integer.toString(own.seconds() / 60), Integer.toString(wanted.seconds() / 60));
    }
    return own;
  }

  private Timeframe measured(Timeframe wanted) throws CandleFormatException {
    if (distances == 0) {
      if (wanted == null) {
        throw new CandleFormatException("timeframeUnknown");
      }
      return wanted;
    }
    Timeframe common = Timeframe.ofSeconds(commonest).orElse(null);
    if (common != null) {
      return common;
    }
    Timeframe fine = Timeframe.ofSeconds(smallest).orElse(null);
    if (fine != null && areMultiplesOf(fine)) {
      return fine;
    }
    boolean clear = distances >= FEW && counts.get(commonest) * 2 >= distances;
    if (wanted != null && !clear && commonest < HOUR) {
      return wanted;
    }
    throw refusal();
  }

  private boolean areMultiplesOf(Timeframe timeframe) {
    return counts.keySet().stream().allMatch(it -> it % timeframe.seconds() == 0);
  }

  private CandleFormatException refusal() {
    String seconds = Long.toString(commonest);
    if (commonest < Timeframe.M1.seconds()) {
      return new CandleFormatException("tooFine", commonest);
    }
    if (commonest % DAY == 0) {
      return new CandleFormatException("daily");
    }
    return commonest % HOUR == 0
        ? new CandleFormatException("hourly", commonest / HOUR)
        : new CandleFormatException("noTimeframe", seconds);
  }
}
