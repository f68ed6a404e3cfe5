package br.com.catalogador.view;

import br.com.catalogador.strategy.Pattern;

/** The most that one request may ask for, and that may be under way. */
public final class Limits {
  public static final int QUADRANTS = 2000;
  public static final int CANDLES = 10_000;
  public static final int MARTINGALE = Pattern.MAX_MARTINGALE;

  /** Requests under way of one session; a page makes five at once. */
  public static final int REQUESTS_OF_SESSION = 8;

  /** Requests under way without a session, of one network: there may be hundreds of users in it. */
  public static final int REQUESTS_OF_NETWORK = 256;

  /** Bytes of all requests of sessions that are under way, and of their answers. */
  public static final long ANSWER_BYTES = 32L * 1024 * 1024;

  /** The same of all other requests. */
  public static final long OPEN_BYTES = 8L * 1024 * 1024;

  /** What an event loop writes by itself, in some milliseconds. */
  public static final int QUADRANTS_AT_ONCE = 200;

  /** The same of candles. */
  public static final int CANDLES_AT_ONCE = 2000;

  /** What a quadrant, with its candles, takes in an answer. */
  public static final int QUADRANT_BYTES = 400;

  /** What a candle takes in an answer. */
  public static final int CANDLE_BYTES = 50;

  /** What the largest ranking takes in an answer. */
  public static final int RANKING_BYTES = 256 * 1024;

  private Limits() {}
}
