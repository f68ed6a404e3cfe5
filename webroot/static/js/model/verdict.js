/** What a rate says about money: by its probable range, never by the rate alone. Pure. */

const SMALL_SAMPLE = 30;

/** 'wins', 'loses' or 'open' against what breaks even, however few operations there are; 'unknown' without a payout. */
export function rangeVerdict({ wilson95, breakEvenRate }) {
  if (!breakEvenRate || !wilson95) {
    return 'unknown';
  }
  if (wilson95[0] > breakEvenRate) {
    return 'wins';
  }
  return wilson95[1] < breakEvenRate ? 'loses' : 'open';
}

/** The same, but 'small' while there are too few operations to conclude anything. */
export const verdictOf = (summary) => (summary.operations < SMALL_SAMPLE ? 'small' : rangeVerdict(summary));
