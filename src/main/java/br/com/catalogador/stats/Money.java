package br.com.catalogador.stats;

import br.com.catalogador.strategy.Counts;
import java.util.List;

/**
 * The profit that the cycles would have made, in units of the entry's stake. With payout p, stakes
 * s(0..M):
 *
 * <ul>
 *   <li>WIN at k: + s(k)·p − (s(0) + … + s(k−1)); LOSS: − (s(0) + … + s(M)); TIE at k: − (s(0) + …
 *       + s(k−1)); NULL, PENDING, NO_DATA: 0;
 *   <li>break-even rate of an entry 1/(1+p), whatever the stakes; of the cycle 1 − (p/(1+p))^(M+1).
 * </ul>
 *
 * @param payout p
 * @param stakes s(0..M)
 * @param breakEvenEntryRate win rate of single entries with a profit of 0
 * @param breakEvenRate win rate of whole cycles with a profit of 0
 * @param netProfit sum over all cycles
 * @param profitPerCycle mean over WIN, LOSS and TIE cycles; null when there is none
 * @param maxDrawdown largest drop of the running sum below its previous peak, which starts at 0;
 *     never negative
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

  /** The profit per cycle alone, from counts; null without cycles. */
  public static Double profitPerCycle(Counts counts, StakePlan plan) {
    return Ledger.profitPerCycle(counts, plan);
  }
}
