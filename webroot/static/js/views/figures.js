/**
 * Rate, interval and money of a summary: how they read wherever they stand, in the tiles, the details, the cards and the
 * table of the ranking. A rate never stands alone.
 */
import { element } from '../lib/dom.js';
import { hundredths, number, percent, plainMoney, signed, signedMoney, tone } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';

export const operationsInWords = ({ operations, winRate }) =>
  winRate === null ? t('result.noOperations') : plural('result.of', operations);

/** '' while there are no operations. */
export const rangeInWords = ({ wilson95 }) =>
  wilson95 ? t('result.interval', { low: hundredths(wilson95[0]), high: hundredths(wilson95[1]) }) : '';

export const chanceInWords = ({ chanceRate }) => t('result.chance', { rate: percent(chanceRate) });

/** '' without a payout. */
export const neededInWords = ({ breakEvenRate }) => (breakEvenRate ? t('result.needed', { rate: percent(breakEvenRate) }) : '');

export const payoutInWords = ({ payout }) => (payout ? t('result.payout', { payout: percent(payout, 0) }) : '');

/** A sentence with one amount in it, which has its colour: "{profit} por ciclo". */
export function withAmount(key, values, amount) {
  const [before, after] = t(key, values).split('{profit}');
  return element('span', {}, before, amount, after);
}

/**
 * An amount with its sign and colour.
 *
 * @param units of the first stake
 * @param stake `{amount, currency}` of the reader; null tells units
 */
export function gain(units, stake, attributes = {}) {
  const value = stake === null ? units : units * stake.amount;
  const digits = stake === null ? 3 : 2;
  const text = stake === null ? signed(value, digits) : signedMoney(value, stake.currency);
  return element('b', { class: tone(value, digits), ...attributes }, text);
}

export const stakesInWords = (stakes, stake) => stakes.map((factor) => number(factor * stake.amount, 0, 2)).join(' + ');

export const stakeInWords = (stake) => plainMoney(stake.amount, stake.currency);

/**
 * One axis: the interval as a bar, the rate as a dot, chance and need as marks.
 *
 * @param from where the axis begins; it ends at 1
 * @return nodes for an element of the class `interval`
 */
export function intervalMarks({ winRate, wilson95, chanceRate, breakEvenRate }, from = 0) {
  const place = (rate) => `${(Math.max(0, (rate - from) / (1 - from)) * 100).toFixed(1)}%`;
  const mark = (name, rate, until) => {
    const node = element('span', { class: `interval-${name}` });
    node.style.left = place(rate);
    if (until !== undefined) {
      node.style.right = `calc(100% - ${place(until)})`;
    }
    return node;
  };
  return [
    chanceRate > from && mark('chance', chanceRate),
    breakEvenRate > from && mark('needed', breakEvenRate),
    wilson95 && mark('range', wilson95[0], wilson95[1]),
    winRate !== null && mark('rate', winRate),
  ].filter(Boolean);
}
