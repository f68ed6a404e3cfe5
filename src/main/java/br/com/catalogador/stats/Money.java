package br.com.catalogador.stats;

import java.util.List;

/**
 * What the cycles would have earned, in units of the entry's stake. With payout p, stakes s(0..M):
 *
 * <ul>
 *   <li>WIN at k: + s(k)·p − (s(0) + … + s(k−1)); LOSS: − (s(0) + … + s(M)); TIE at k: − (s(0) + …
 *       + s(k−1)); NULL, PENDING, NO_DATA: 0;
 *   <li>break-even rate of an entry 1/(1+p), whatever the stakes; of the cycle 1 − (p/(1+p))^(M+1).
 * </ul>
 *
 * @param payout p
 * @param stakes s(0..M)
 * @param breakEvenEntryRate rate of single entries at which nothing is earned or lost
 * @param breakEvenRate the same of whole cycles
 * @param netProfit sum over all cycles
 * @param profitPerCycle mean over WIN, LOSS and TIE cycles; null when there is none
 * @param maxDrawdown deepest fall of the running sum below its highest point so far, which starts
 *     at 0; never negative
 */
public record Money(
    double payout,
    List<Double> stakes,
    double breakEvenEntryRate,
    double breakEvenRate,
    double netProfit,
    Double profitPerCycle,
    double maxDrawdown) {
  public Money {
    stakes = List.copyOf(stakes);
  }
}
