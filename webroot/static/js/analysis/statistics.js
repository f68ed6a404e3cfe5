/** The rate line, its interval bar, money, streaks, luck and the cards: a rate never stands alone. */
import { byId, element, keep, setText } from '../lib/dom.js';
import { hundredths, number, percent, plainMoney, signedMoney, tone } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { accountCurrency } from '../session/session.js';
import { firstStake, verdictOf } from './tiles.js';

/** Parts of one line, kept whole each when the line wraps. */
function line(id, parts) {
  const spans = parts.filter(Boolean).map((part) => (part instanceof Node ? part : element('span', {}, part)));
  byId(id).replaceChildren(...spans);
}

function renderRate(summary) {
  const { operations, winRate, wilson95, chanceRate, breakEvenRate } = summary;
  const known = winRate !== null;
  line('rate-line', [
    element(
      'span',
      { class: 'rate' },
      `${t('result.rate')} `,
      element('b', {}, percent(winRate)),
      ` ${known ? plural('result.of', operations) : t('result.noOperations')}`,
    ),
    t('result.chance', { rate: percent(chanceRate) }),
    known && t('result.interval', { low: hundredths(wilson95[0]), high: hundredths(wilson95[1]) }),
    breakEvenRate && t('result.needed', { rate: percent(breakEvenRate) }),
    verdictOf(summary) === 'small' &&
      element('em', { class: 'small-sample', title: t('tiles.why.small') }, t('result.smallSample')),
  ]);
}

function renderInterval({ winRate, wilson95, chanceRate, breakEvenRate }) {
  const mark = (name, from, to) => {
    const node = element('span', { class: `interval-${name}` });
    node.style.left = `${from * 100}%`;
    if (to !== undefined) {
      node.style.width = `${(to - from) * 100}%`;
    }
    return node;
  };
  const marks = [mark('chance', chanceRate)];
  if (breakEvenRate) {
    marks.push(mark('needed', breakEvenRate));
  }
  if (winRate !== null) {
    marks.push(mark('range', wilson95[0], wilson95[1]), mark('rate', winRate));
  }
  byId('interval').replaceChildren(...marks);
}

function renderMoney(summary) {
  if (summary.netProfit === null || summary.netProfit === undefined) {
    line('money-line', []);
    return;
  }
  const stake = firstStake();
  const amount = (units) => signedMoney(units * stake, accountCurrency());
  const profit = element('b', { class: tone(summary.netProfit * stake), 'data-test': 'net-profit' }, amount(summary.netProfit));
  const [before, after] = t('result.netProfit', { stake: plainMoney(stake, accountCurrency()) }).split('{profit}');
  line('money-line', [
    element('span', {}, before, profit, after),
    t('result.perCycle', { profit: amount(summary.profitPerCycle ?? 0) }),
    t('result.drawdown', { drawdown: amount(-summary.maxDrawdown || 0) }),
    t('result.stakes', { stakes: summary.stakes.map((factor) => number(factor * stake, 0, 2)).join(' + ') }),
  ]);
}

function renderStreaks({ longestWinStreak, longestLossStreak, currentStreak }) {
  const current = currentStreak < 0 ? 'result.currentLosses' : 'result.currentWins';
  line('streak-line', [
    `${t('result.streaks')}: ${plural('result.bestStreak', longestWinStreak)}`,
    plural('result.worstStreak', longestLossStreak),
    currentStreak !== 0 && plural(current, Math.abs(currentStreak)),
  ]);
}

/** The verdict of the tiles in a whole sentence, also for a small sample. */
function verdict({ wilson95, breakEvenRate }) {
  const names = { wins: 'above', loses: 'below', open: 'between', unknown: 'unknown' };
  return names[verdictOf({ operations: Infinity, wilson95, breakEvenRate })];
}

function renderLuck(summary) {
  if (summary.winRate === null) {
    setText('luck-text', t('result.noOperations'));
    return;
  }
  const times = Math.round(summary.pValue * 100);
  const chance = times < 1 ? t('result.luckRare') : t('result.luckOften', { times });
  setText('luck-text', `${chance} ${t(`result.verdict.${verdict(summary)}`)}`);
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
  const { winsByMartingale, losses, operations, nulls, ties, pending, noData } = summary;
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
    { name: 'no-data', kind: 'no-data', label: label('noData'), count: noData },
  ];
  return [...cards, ...rare.filter(({ count }) => count > 0)];
}

function showCards(summary) {
  const look = (card) => card;
  return keep(byId('cards'), cardsOf(summary), { key: ({ name }) => name, look, render: renderCard });
}

/** @return the cards that look different from before */
export function showStatistics({ summary }) {
  renderRate(summary);
  renderInterval(summary);
  renderMoney(summary);
  renderStreaks(summary);
  renderLuck(summary);
  return showCards(summary);
}
