/** The three tiles: how sure the rate is, what a loss costs, and what payout it would need. */
import { byId, element } from '../lib/dom.js';
import { percent, plainMoney } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { lossOfCycle, payoutFinding } from '../model/money.js';
import { verdictOf } from '../model/verdict.js';
import { changeStake, stakeSetting } from '../session/preferences.js';
import { accountCurrency } from '../session/session.js';
import { neededInWords, operationsInWords, rangeInWords, stakesInWords } from '../views/figures.js';

let shown = null;

/** The reader's own first stake, in the currency of the account. */
export const firstStake = () => ({ amount: stakeSetting(), currency: accountCurrency() });

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

/** A line breaks between the parts alone: not at a space in them, nor behind the dash of a range. */
const inParts = (parts) => parts.map((part) => part.replaceAll(' ', '\u00a0').replaceAll('–', '–\u2060')).join('\u00a0· ');

function renderRate(summary) {
  const value = element('span', { 'data-test': 'win-rate' }, percent(summary.winRate));
  const details = [operationsInWords(summary), rangeInWords(summary), neededInWords(summary)];
  fill('rate', value, inParts(details.filter(Boolean)), verdictOf(summary));
}

function renderLoss({ stakes }) {
  if (!stakes) {
    fill('loss', '—', t('tiles.noPayout'));
    return;
  }
  const stake = firstStake();
  const loss = plainMoney(lossOfCycle(stakes) * stake.amount, stake.currency);
  fill('loss', `−${loss}`, t('tiles.stakes', { stakes: stakesInWords(stakes, stake) }));
}

function renderPayout(summary, rows, recover) {
  const { finding, payout } = payoutFinding(summary, rows, recover);
  const detail = t(`tiles.payoutFinding.${finding}`, { payout: percent(payout, 0) });
  fill('payout', summary.payout ? percent(summary.payout, 0) : '—', detail);
}

/** @param recover whether the stakes follow the payout */
export function showTiles(model, recover) {
  shown = { model, recover };
  renderRate(model.summary);
  renderLoss(model.summary);
  renderPayout(model.summary, model.rows, recover);
}

/** After a login: the stake that this user has set. */
export function showStakeSetting() {
  byId('first-stake').value = stakeSetting();
}

/** @param onStake called when the reader has another first stake */
export function setUpTiles(onStake) {
  const field = byId('first-stake');
  field.addEventListener('change', () => {
    if (field.checkValidity()) {
      changeStake(field.valueAsNumber);
      if (shown) {
        showTiles(shown.model, shown.recover);
      }
      onStake();
    } else {
      showStakeSetting();
    }
  });
}
