package br.com.catalogador.view;

import br.com.catalogador.strategy.Pattern;

/** Limits of requests and their answers. */
public final class Limits {
  public static final int QUADRANTS = 2000;
  public static final int CANDLES = 10_000;
  public static final int DAYS = 90;
  public static final int MIN_SLOT_DAYS = 5;
  public static final int MARTINGALE = Pattern.MAX_MARTINGALE;

  /** Concurrent requests of one session; a page sends five at once. */
  public static final int REQUESTS_OF_SESSION = 8;

  /** Concurrent requests without a session from one network, which may have hundreds of users. */
  public static final int REQUESTS_OF_NETWORK = 256;

  /** Bytes of all concurrent requests of sessions and of their answers. */
  public static final long ANSWER_BYTES = 32L * 1024 * 1024;

  /** The same for all other requests. */
  public static final long OPEN_BYTES = 8L * 1024 * 1024;

  /**
   * Maximum number of quadrants that an event loop writes itself, which takes some milliseconds.
   */
  public static final int QUADRANTS_AT_ONCE = 200;

  /** The same for candles. */
  public static final int CANDLES_AT_ONCE = 2000;

  /** Bytes of a quadrant with its candles in an answer. */
  public static final int QUADRANT_BYTES = 400;

  /** Bytes of a candle in an answer. */
  public static final int CANDLE_BYTES = 50;

  /** Bytes of an entry of a ranking in an answer. */
  public static final int CELL_BYTES = 1_000;

  /** Maximum number of entries of a ranking that an event loop writes itself. */
  public static final int CELLS_AT_ONCE = 100;

  /** Bytes of a recording in an answer; unpacked it may have twice as many. */
  public static final int RECORDING_BYTES = 4 * 1024 * 1024;

  /** Files of candles that one server reads at the same time. */
  public static final int CANDLE_FILES = 2;

  /** Bytes of a file of candles as it is sent. */
  public static final long CANDLE_FILE_BYTES = 64L * 1024 * 1024;

  /** The same after unpacking. */
  public static final long CANDLE_FILE_UNPACKED_BYTES = 400_000_000;

  /** Candles of a user's own in a request for their catalog. */
  public static final int OWN_CANDLES = 200_000;

  private Limits() {}
}
