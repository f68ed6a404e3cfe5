/** The rate line, its interval bar, money, streaks, luck and the cards: a rate never stands alone. */
import { byId, element, keep, setText, show } from '../lib/dom.js';
import { percent } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { rangeVerdict, verdictOf } from '../model/verdict.js';
import {
  chanceInWords,
  gain,
  intervalMarks,
  neededInWords,
  operationsInWords,
  rangeInWords,
  stakeInWords,
  stakesInWords,
  withAmount,
} from '../views/figures.js';
import { firstStake } from './tiles.js';

const rounded = (value) => Number(value.toFixed(4));

/** Parts of one line, kept whole each when the line wraps. */
function line(id, parts) {
  const spans = parts.filter(Boolean).map((part) => (part instanceof Node ? part : element('span', {}, part)));
  byId(id).replaceChildren(...spans);
}

function renderRate(summary) {
  line('rate-line', [
    element(
      'span',
      { class: 'rate' },
      `${t('result.rate')} `,
      element('b', {}, percent(summary.winRate)),
      ` ${operationsInWords(summary)}`,
    ),
    chanceInWords(summary),
    rangeInWords(summary),
    neededInWords(summary),
    verdictOf(summary) === 'small' &&
      element('em', { class: 'small-sample', title: t('tiles.why.small') }, t('result.smallSample')),
  ]);
  byId('interval').replaceChildren(...intervalMarks(summary));
}

function renderMoney({ netProfit, profitPerCycle, maxDrawdown, stakes }) {
  if (netProfit === null || netProfit === undefined) {
    line('money-line', []);
    return;
  }
  const stake = firstStake();
  line('money-line', [
    withAmount('result.netProfit', { stake: stakeInWords(stake) }, gain(netProfit, stake, { 'data-test': 'net-profit' })),
    withAmount('result.perCycle', {}, gain(profitPerCycle ?? 0, stake)),
    t('result.drawdown', { drawdown: gain(-maxDrawdown || 0, stake).textContent }),
    t('result.stakes', { stakes: stakesInWords(stakes, stake) }),
  ]);
}

/** The calculator begins with what the result was made with. */
function renderLink({ payout, stakes }) {
  const values = { stake: firstStake().amount };
  if (payout && stakes) {
    values.payout = rounded(payout * 100);
    values.gales = stakes.length - 1;
    values.multiplier = stakes.length > 1 ? rounded(stakes[1] / stakes[0]) : 1;
  }
  byId('to-calculator').href = `/calculadora?${new URLSearchParams(values)}`;
}

function renderStreaks({ longestWinStreak, longestLossStreak, currentStreak }) {
  const current = currentStreak < 0 ? 'result.currentLosses' : 'result.currentWins';
  line('streak-line', [
    `${t('result.streaks')}: ${plural('result.bestStreak', longestWinStreak)}`,
    plural('result.worstStreak', longestLossStreak),
    currentStreak !== 0 && plural(current, Math.abs(currentStreak)),
  ]);
}

/** The verdict in a whole sentence, also for a small sample. */
const SENTENCES = { wins: 'above', loses: 'below', open: 'between', unknown: 'unknown' };

function renderLuck(summary) {
  if (summary.winRate === null) {
    setText('luck-text', t('result.noOperations'));
    return;
  }
  const times = Math.round(summary.pValue * 100);
  const chance = times < 1 ? t('result.luckRare') : t('result.luckOften', { times });
  setText('luck-text', `${chance} ${t(`result.verdict.${SENTENCES[rangeVerdict(summary)]}`)}`);
}

function renderCard({ name, kind, label, count, share }) {
  return element(
    'div',
    { class: `card-count outcome-${kind}`, 'data-test': `card-${name}` },
    element('span', { class: 'card-label' }, label),
    element('b', {}, String(count)),
    share ? element('small', {}, share) : null,
  );
}

function cardsOf(summary) {
  const { winsByMartingale, losses, operations, nulls, ties, pending, noData, filtered } = summary;
  const [direct, ...gales] = winsByMartingale;
  const label = (name) => t(`result.cards.${name}`);
  const counted = (name, kind, text, count) => {
    const share = operations > 0 ? percent(count / operations, 0) : '';
    return { name, kind, label: text, count, share };
  };
  const cards = [
    counted('entry', 'win0', label('entry'), direct),
    ...gales.map((count, index) => counted(`g${index + 1}`, `win${index + 1}`, `G${index + 1}`, count)),
    counted('losses', 'loss', label('loss'), losses),
    { name: 'operations', kind: 'none', label: label('operations'), count: operations },
    { name: 'nulls', kind: 'null', label: label('nulls'), count: nulls },
  ];
  // rare outcomes take room only when they happened
  const rare = [
    { name: 'ties', kind: 'tie', label: label('ties'), count: ties },
    { name: 'pending', kind: 'pending', label: label('pending'), count: pending },
    { name: 'filtered', kind: 'filtered', label: label('filtered'), count: filtered ?? 0 },
    { name: 'no-data', kind: 'no-data', label: label('noData'), count: noData },
  ];
  return [...cards, ...rare.filter(({ count }) => count > 0)];
}

function showCards(summary) {
  const look = (card) => card;
  return keep(byId('cards'), cardsOf(summary), { key: ({ name }) => name, look, render: renderCard });
}

/** How the first entry did after losses in a row; a coin's row is flat. */
function renderAfterHits(afterHits) {
  const counted = (afterHits ?? []).filter(({ operations }) => operations > 0);
  show(byId('after-hits'), counted.length > 0);
  byId('after-hits-rows').replaceChildren(
    ...counted.map(({ hits, operations, wins }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, plural('result.afterHits.losses', hits)),
        element('td', {}, percent(wins / operations)),
        element('td', {}, String(operations)),
      ),
    ),
  );
}

/** @return the cards that look different from before */
export function showStatistics({ summary, afterHits }) {
  renderAfterHits(afterHits);
  renderRate(summary);
  renderMoney(summary);
  renderLink(summary);
  renderStreaks(summary);
  renderLuck(summary);
  return showCards(summary);
}
