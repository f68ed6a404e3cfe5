package br.com.catalogador.session.message;

/**
 * How much of the days of a catalog is known. Times are UTC epoch seconds.
 *
 * @param wantedFrom where the days begin
 * @param from start of the unbroken part of the known candles
 * @param complete whether it reaches {@code wantedFrom}, or where the broker's history begins
 * @param fetching whether the session fetches what is missing
 */
public record Coverage(long wantedFrom, long from, boolean complete, boolean fetching) {}
