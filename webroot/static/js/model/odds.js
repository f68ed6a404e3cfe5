/** The arithmetic of payout and martingale: what must be won, and what a fair coin costs. */

/** Stakes of a cycle, the first one being 1. */
export const stakes = (gales, multiplier) => Array.from({ length: gales + 1 }, (_, gale) => multiplier ** gale);

export const entryRateNeeded = (payout) => 1 / (1 + payout);

/** What the whole cycle must win when its entries win just enough: 1 − (p/(1+p))^(M+1). */
export const cycleRateNeeded = (payout, gales) => 1 - (payout / (1 + payout)) ** (gales + 1);

export const coinCycleRate = (gales) => 1 - 0.5 ** (gales + 1);

/** Expected result of one cycle for somebody who wins half of the entries, in units of the first stake. */
export function coinExpectation(payout, gales, multiplier) {
  let lost = 0;
  let expected = 0;
  stakes(gales, multiplier).forEach((stake, gale) => {
    expected += 0.5 ** (gale + 1) * (stake * payout - lost);
    lost += stake;
  });
  return expected - 0.5 ** (gales + 1) * lost;
}
