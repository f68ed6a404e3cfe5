package br.com.catalogador.candle.file;

/**
 * The clock of a file's times and how it was found.
 *
 * @param evidence what in the file shows it, or null
 */
record ZoneFinding(FileZone zone, From from, Sentence evidence) {

  /** What says so. */
  enum From {
    /** Offsets in the file's times. */
    FILE,
    /** The format, by its documents or because its times are seconds since 1970 in UTC. */
    FORMAT,
    /** The hour at which the market closes in the file. */
    GAP,
    /** The caller. */
    GIVEN,
    /** Nothing: the times are read as UTC. */
    UNKNOWN
  }

  static ZoneFinding of(FileZone zone, From from) {
    return new ZoneFinding(zone, from, null);
  }
}
