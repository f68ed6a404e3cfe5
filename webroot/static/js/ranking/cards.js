/** The five best as cards. Each names its rate with the coin's beside it, and opens the analysis it came from. */
import { byId, element, keep } from '../lib/dom.js';
import { hundredths, percent, signed, tone, timeWithSeconds } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { analysisAddress } from './parameters.js';

const count = (kind, name, label, wins, operations) =>
  element(
    'span',
    { class: `share outcome-${kind}`, 'data-test': `top-${name}` },
    element('span', { class: 'share-label' }, label),
    element('b', {}, String(wins)),
    element('small', {}, operations > 0 ? percent(wins / operations, 0) : '—'),
  );

function shares({ winsByMartingale, losses, operations }) {
  const [direct, ...gales] = winsByMartingale;
  return element(
    'div',
    { class: 'shares' },
    count('win0', 'entry', t('ranking.columns.entry'), direct, operations),
    ...gales.map((wins, index) => count(`win${index + 1}`, `g${index + 1}`, `G${index + 1}`, wins, operations)),
    count('loss', 'losses', t('result.cards.loss'), losses, operations),
  );
}

function rate({ winRate, operations, chanceRate, wilson95 }) {
  return [
    element('span', { class: 'rate' }, element('b', { 'data-test': 'top-rate' }, percent(winRate)), ` ${plural('result.of', operations)}`),
    element('span', {}, t('result.chance', { rate: percent(chanceRate) })),
    wilson95 && element('span', {}, t('result.interval', { low: hundredths(wilson95[0]), high: hundredths(wilson95[1]) })),
  ].filter(Boolean);
}

function money({ payout, profitPerCycle, breakEvenRate }) {
  if (payout === null) {
    return [element('span', {}, t('ranking.noPayout'))];
  }
  const profit = element('b', { class: tone(profitPerCycle ?? 0, 3) }, signed(profitPerCycle ?? 0, 3));
  const [before, after] = t('result.perCycle').split('{profit}');
  return [
    element('span', {}, t('result.payout', { payout: percent(payout, 0) })),
    breakEvenRate === null ? null : element('span', {}, t('result.needed', { rate: percent(breakEvenRate) })),
    element('span', { 'data-test': 'top-profit' }, before, profit, after),
  ].filter(Boolean);
}

function card(entry) {
  return element(
    'li',
    { class: entry.belowMinimum ? 'top-card below' : 'top-card', 'data-test': 'top-card', 'data-asset': entry.asset },
    element('span', { class: 'top-position', 'aria-hidden': 'true' }, String(entry.position)),
    element('a', { class: 'top-name', href: analysisAddress(entry) }, entry.name),
    entry.belowMinimum ? element('span', { class: 'tag tag-below' }, t('ranking.below')) : null,
    element('p', { class: 'rate-line' }, ...rate(entry)),
    shares(entry),
    element('p', { class: 'money-line' }, ...money(entry)),
    element('p', { class: 'hint' }, t('result.computedAt', { time: timeWithSeconds(entry.computedAt) })),
  );
}

/** @return the cards that look different from before */
export function showTop(top) {
  return keep(byId('top'), top, { key: ({ asset }) => asset, look: (entry) => entry, render: card });
}
