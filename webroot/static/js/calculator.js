/** The page /calculadora: what each payout needs, and a small calculator. */
import { byId, element, setText, show } from './lib/dom.js';
import { number, percent, signed } from './lib/format.js';
import { t } from './lib/i18n.js';
import { coinCycleRate, coinExpectation, cycleRateNeeded, entryRateNeeded, stakes } from './model/odds.js';
import { ready } from './page.js';

const exact = (rate) => percent(rate, 2, 2);

const PAYOUTS = [0.8, 0.85, 0.87, 0.9];

function showTable() {
  const heads = [
    t('calculator.payout'),
    t('calculator.entryNeeds'),
    t('calculator.cycleNeedsAt', { gale: 1 }),
    t('calculator.cycleNeedsAt', { gale: 2 }),
    t('calculator.coinExpected'),
  ];
  byId('break-even-head').replaceChildren(...heads.map((head) => element('th', { scope: 'col' }, head)));
  byId('break-even-rows').replaceChildren(
    ...PAYOUTS.map((payout) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, percent(payout, 0)),
        element('td', {}, exact(entryRateNeeded(payout))),
        element('td', {}, exact(cycleRateNeeded(payout, 1))),
        element('td', {}, exact(cycleRateNeeded(payout, 2))),
        element('td', {}, signed(coinExpectation(payout, 2, 2), 3)),
      ),
    ),
  );
  setText('coin-cycle', t('calculator.coinCycle', { g1: percent(coinCycleRate(1)), g2: percent(coinCycleRate(2)) }));
}

function answer(name, label, value) {
  return element('div', { 'data-test': `answer-${name}` }, element('dt', {}, label), element('dd', {}, value));
}

/** Names the first field that is out of its range; what was computed before goes with it. */
function refuse(fields) {
  const wrong = fields.find((field) => !field.checkValidity());
  fields.forEach((field) => field.setAttribute('aria-invalid', String(!field.checkValidity())));
  show(byId('calculator-error'), wrong !== undefined);
  if (wrong) {
    const values = { field: wrong.labels[0].textContent.trim(), least: number(wrong.min, 0, 2), most: number(wrong.max, 0, 2) };
    setText('calculator-error', t('calculator.invalid', values));
    byId('answers').replaceChildren();
  }
  return wrong !== undefined;
}

function calculate() {
  if (refuse([...byId('calculator').elements])) {
    return;
  }
  const input = (id) => byId(id).valueAsNumber;
  const payout = input('payout') / 100;
  const gales = input('gales');
  const sums = stakes(gales, input('multiplier')).map((stake) => stake * input('stake'));
  const perHour = coinExpectation(payout, gales, input('multiplier')) * input('stake') * input('pace');
  byId('answers').replaceChildren(
    answer('entry-rate', t('calculator.entryRate'), exact(entryRateNeeded(payout))),
    answer('cycle-rate', t('calculator.cycleRate'), exact(cycleRateNeeded(payout, gales))),
    answer('coin-rate', t('calculator.coinRate'), exact(coinCycleRate(gales))),
    answer('per-hour', t(perHour > 0 ? 'calculator.gainPerHour' : 'calculator.perHour'), number(Math.abs(perHour), 2)),
    answer('worst', t('calculator.worst'), number(sums.reduce((total, stake) => total + stake, 0), 2)),
    answer('stakes', t('calculator.stakes'), sums.map((stake) => number(stake, 0, 2)).join(' + ')),
  );
}

/** A result hands its values over in the address. */
function takeOver() {
  const given = new URLSearchParams(location.search);
  [...byId('calculator').elements].filter(({ id }) => given.has(id)).forEach((field) => (field.value = given.get(field.id)));
}

ready.then(() => {
  showTable();
  takeOver();
  byId('calculator').addEventListener('input', calculate);
  byId('calculator').addEventListener('submit', (event) => event.preventDefault());
  calculate();
});
