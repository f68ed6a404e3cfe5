/** What a cycle costs, and the payout at which the listed quadrants would have cost nothing. Pure. */

/** The sum of the first stakes of a cycle, in units of its first one. */
const spent = (stakes, count) => stakes.slice(0, count).reduce((sum, stake) => sum + stake, 0);

/** What is lost when no attempt of a cycle wins. */
export const lossOfCycle = (stakes) => spent(stakes, stakes.length);

/**
 * The payout, as a fraction, with which wins would have paid for what was lost; null when nothing was won. A win pays its
 * own stake times the payout, and the attempts before it are lost.
 *
 * @param rows quadrants with `result` and `martingale`; those that were not played count for nothing
 * @param stakes of a cycle, independent of the payout
 */
export function payoutNeeded(rows, stakes) {
  let lost = 0;
  let won = 0;
  for (const { result, martingale } of rows) {
    if (result === 'LOSS') {
      lost += lossOfCycle(stakes);
    } else if (result === 'WIN' || result === 'TIE') {
      lost += spent(stakes, martingale);
      won += result === 'WIN' ? stakes[martingale] : 0;
    }
  }
  return won > 0 ? lost / won : null;
}

/**
 * What there is to say of the payout beside these results.
 *
 * @param summary `{operations, stakes}`; stakes null while no payout is known
 * @param recover whether the stakes follow the payout
 * @return `{finding: 'needed', payout}`, or why none can be named: `none` without operations, `missing` without a payout,
 *     `follows` the stakes, `lost` without a win
 */
export function payoutFinding({ operations, stakes }, rows, recover) {
  if (operations === 0) {
    return { finding: 'none' };
  }
  if (!stakes) {
    return { finding: 'missing' };
  }
  if (recover) {
    return { finding: 'follows' };
  }
  const payout = payoutNeeded(rows, stakes);
  return payout === null ? { finding: 'lost' } : { finding: 'needed', payout };
}
