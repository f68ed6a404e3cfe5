/** The three tiles: how sure the rate is, what a loss costs, and what payout it would need. */
import { byId, element } from '../lib/dom.js';
import { hundredths, number, percent, plainMoney } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { lossOfCycle, payoutNeeded } from '../model/money.js';
import { accountCurrency } from '../session/session.js';
import { recall, remember } from '../lib/storage.js';

const SMALL_SAMPLE = 30;
const FIRST_STAKE = 10;

let shown = null;

/** The reader's own first stake, in the currency of the account. */
export function firstStake() {
  const stake = Number(recall('stake'));
  return stake > 0 ? stake : FIRST_STAKE;
}

/** By the probable range, never by the rate alone: 'small', 'unknown', 'wins', 'loses' or 'open'. Pure. */
export function verdictOf({ operations, wilson95, breakEvenRate }) {
  if (operations < SMALL_SAMPLE) {
    return 'small';
  }
  if (!breakEvenRate) {
    return 'unknown';
  }
  if (wilson95[0] > breakEvenRate) {
    return 'wins';
  }
  return wilson95[1] < breakEvenRate ? 'loses' : 'open';
}

function fill(name, value, detail, verdict) {
  byId(`tile-${name}-value`).replaceChildren(value);
  byId(`tile-${name}-detail`).textContent = detail;
  if (verdict) {
    const node = byId('tile-verdict');
    node.textContent = t(`tiles.verdict.${verdict}`);
    node.title = t(`tiles.why.${verdict}`);
    node.dataset.verdict = verdict;
  }
}

function renderRate(summary) {
  const { operations, winRate, wilson95, breakEvenRate } = summary;
  const known = winRate !== null;
  const range = known && t('result.interval', { low: hundredths(wilson95[0]), high: hundredths(wilson95[1]) });
  const needed = breakEvenRate && t('result.needed', { rate: percent(breakEvenRate) });
  const value = element('span', { 'data-test': 'win-rate' }, percent(winRate));
  const played = known ? plural('result.of', operations) : t('result.noOperations');
  fill('rate', value, [played, range, needed].filter(Boolean).join(' · '), verdictOf(summary));
}

function renderLoss({ stakes }) {
  if (!stakes) {
    fill('loss', '—', t('tiles.noPayout'));
    return;
  }
  const stake = firstStake();
  const all = stakes.map((factor) => number(factor * stake, 0, 2)).join(' + ');
  fill('loss', `−${plainMoney(lossOfCycle(stakes) * stake, accountCurrency())}`, t('tiles.stakes', { stakes: all }));
}

function renderPayout({ payout, stakes }, rows, recover) {
  const needed = stakes && !recover ? payoutNeeded(rows, stakes) : null;
  const detail = needed === null ? t('tiles.payoutNeededUnknown') : t('tiles.payoutNeeded', { payout: percent(needed, 0) });
  fill('payout', payout ? percent(payout, 0) : '—', detail);
}

/** @param recover whether the stakes follow the payout */
export function showTiles(model, recover) {
  shown = { model, recover };
  renderRate(model.summary);
  renderLoss(model.summary);
  renderPayout(model.summary, model.rows, recover);
}

/** @param onStake called when the reader has another first stake */
export function setUpTiles(onStake) {
  const field = byId('first-stake');
  field.value = firstStake();
  field.addEventListener('change', () => {
    if (field.checkValidity()) {
      remember('stake', field.valueAsNumber);
      if (shown) {
        showTiles(shown.model, shown.recover);
      }
      onStake();
    } else {
      field.value = firstStake();
    }
  });
}
