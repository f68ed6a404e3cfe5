/** The five best as cards. Each names its rate with the coin's beside it, and opens the analysis it came from. */
import { byId, element, keep } from '../lib/dom.js';
import { percent, timeWithSeconds } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { analysisAddress } from '../model/parameters.js';
import { cellKey, proofOf } from '../model/cells.js';
import { computedTogether } from '../model/ranking.js';
import { strategyName } from '../model/words.js';
import { chanceInWords, gain, neededInWords, operationsInWords, payoutInWords, rangeInWords, withAmount } from '../views/figures.js';
import { cells } from './cells.js';
import { firstInWords, isEarly, proofInWords } from './proof.js';

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

/** Parts of one line; what is not known is left out. */
const spans = (parts) => parts.filter(Boolean).map((part) => (part instanceof Node ? part : element('span', {}, part)));

const rate = (entry) =>
  spans([
    element('span', { class: 'rate' }, element('b', { 'data-test': 'top-rate' }, percent(entry.winRate)), ` ${operationsInWords(entry)}`),
    chanceInWords(entry),
    rangeInWords(entry),
  ]);

function money(entry) {
  if (entry.payout === null) {
    return spans([t('ranking.noPayout')]);
  }
  const profit = gain(entry.profitPerCycle ?? 0, null, { 'data-test': 'top-profit' });
  return spans([payoutInWords(entry), neededInWords(entry), withAmount('result.perCycle', {}, profit)]);
}

/** The first entry decides: gales hide what a rate is worth. */
const proof = (entry) =>
  spans([
    entry.first.operations > 0 && element('span', {}, `${t('ranking.columns.first')}: `, element('b', {}, percent(entry.first.rate, 0)), ` ${firstInWords(entry)}`),
    element('span', { class: 'proof', 'data-proof': proofOf(entry, cells().total), 'data-test': 'top-proof' }, proofInWords(entry)),
  ]);

function card(entry, together) {
  return element(
    'li',
    { class: isEarly(entry) ? 'top-card below' : 'top-card', 'data-test': 'top-card', 'data-asset': entry.asset, 'data-strategy': entry.strategy },
    element('span', { class: 'top-position', 'aria-hidden': 'true' }, String(entry.position)),
    element('a', { class: 'top-name', href: analysisAddress(entry), 'data-beside': 'ranking' }, entry.name),
    element('p', { class: 'top-strategy' }, strategyName(entry.strategy)),
    element('p', { class: 'top-proof' }, ...proof(entry)),
    element('p', { class: 'rate-line' }, ...rate(entry)),
    shares(entry),
    element('p', { class: 'money-line' }, ...money(entry)),
    together ? null : element('p', { class: 'hint' }, t('result.computedAt', { time: timeWithSeconds(entry.computedAt) })),
  );
}

/** @return the cards that look different from before */
export function showTop(ranking) {
  const together = computedTogether(ranking);
  return keep(byId('top'), ranking.top, { key: cellKey, look: (entry) => [entry, together, cells().total], render: (entry) => card(entry, together) });
}
