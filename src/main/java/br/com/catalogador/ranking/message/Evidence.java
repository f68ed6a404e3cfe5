package br.com.catalogador.ranking.message;

/**
 * What a cell's first entries prove in the whole table, see {@code docs/numeros.md}. All null until
 * every asset has been counted.
 *
 * @param holm Holm's adjusted p-value; null without a first entry
 * @param familyP probability that the best cell of the whole table looks as good in a market of
 *     fair coins; null without simulated markets or with too few first entries
 * @param operationsNeeded about how many first entries the rate would need to be distinguished from
 *     a coin; null if it is not above 0.5
 * @param simulatedStreak mean of the longest losing streak of the cell in simulated markets; null
 *     without them
 */
public record Evidence(Double holm, Double familyP, Long operationsNeeded, Double simulatedStreak) {
  public static final Evidence NONE = new Evidence(null, null, null, null);
}
