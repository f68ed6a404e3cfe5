/** The form above the result: candle, quadrants, and behind "mais opções" strategy, martingale, tie rule and stakes. */
import { byId, element, setText, show } from './dom.js';
import { galeName, number } from './format.js';
import { t } from './i18n.js';
import { GALES_MAX } from './parameters.js';

const MULTIPLIERS = [2, 1, 1.5, 2.2, 2.5, 3];

let strategies = [];
let asset = '';

const value = (id) => byId(id).value;

function fill(id, options) {
  byId(id).replaceChildren(...options.map(([optionValue, text]) => element('option', { value: optionValue }, text)));
}

function stakesName(multiplier) {
  return multiplier === 2 ? t('controls.stakesDouble') : t('controls.stakesTimes', { multiplier: number(multiplier, 0, 2) });
}

function fillStakes(chosen) {
  const multipliers = MULTIPLIERS.includes(chosen) ? MULTIPLIERS : [...MULTIPLIERS, chosen];
  fill('stakes', [
    ...multipliers.map((multiplier) => [multiplier, stakesName(multiplier)]),
    ['recover', t('controls.stakesRecover')],
  ]);
}

/** Only what works on the chosen candle; a strategy that does not gives way to the product's own. */
function fillStrategies(chosen) {
  if (strategies.length === 0) {
    // the table did not come; what the address names still runs
    fill('strategy', [[chosen, t(`strategies.${chosen}.name`)]]);
    return;
  }
  const timeframe = Number(value('timeframe'));
  const usable = strategies.filter((strategy) => strategy.timeframes.includes(timeframe));
  fill('strategy', usable.map(({ id, name }) => [id, name]));
  byId('strategy').value = usable.some(({ id }) => id === chosen) ? chosen : (usable[0]?.id ?? '');
}

function describe() {
  const strategy = strategies.find(({ id }) => id === value('strategy'));
  setText('strategy-description', strategy?.description ?? '');
  const selectedText = (id) => byId(id).selectedOptions[0]?.textContent ?? '';
  const unusual = [
    value('tie') !== 'loss' && `${t('controls.tie')}: ${selectedText('tie').toLowerCase()}`,
    value('stakes') !== '2' && selectedText('stakes'),
  ];
  const parts = [selectedText('strategy'), selectedText('martingale'), ...unusual.filter(Boolean)];
  setText('settings', parts.join(' · '));
}

export function setStrategies(list) {
  strategies = list;
}

export function setAsset(symbol) {
  asset = symbol;
}

export function writeControls(parameters) {
  setAsset(parameters.asset);
  byId('timeframe').value = parameters.timeframe;
  byId('quadrants').value = parameters.quadrants;
  byId('martingale').value = parameters.martingale;
  byId('tie').value = parameters.tie;
  fillStakes(parameters.multiplier);
  byId('stakes').value = parameters.recover ? 'recover' : parameters.multiplier;
  fillStrategies(parameters.strategy);
  describe();
}

/** The parameters, or null when the number of quadrants is not one (the field then says so). */
export function readControls() {
  const field = byId('quadrants');
  const valid = field.checkValidity();
  show(byId('quadrants-error'), !valid);
  field.setAttribute('aria-invalid', String(!valid));
  if (!valid) {
    field.focus();
    return null;
  }
  const recover = value('stakes') === 'recover';
  return {
    asset,
    timeframe: Number(value('timeframe')),
    quadrants: Number(value('quadrants')),
    strategy: value('strategy'),
    martingale: Number(value('martingale')),
    tie: value('tie'),
    multiplier: recover ? 2 : Number(value('stakes')),
    recover,
  };
}

function toggleOptions() {
  const open = byId('options').hidden;
  show(byId('options'), open);
  byId('more-options').setAttribute('aria-expanded', String(open));
}

/** @param onSubmit called when the reader asks for an analysis */
export function setUpControls(onSubmit) {
  fill('martingale', Array.from({ length: GALES_MAX + 1 }, (_, gale) => [gale, galeName(gale)]));
  byId('more-options').addEventListener('click', toggleOptions);
  byId('timeframe').addEventListener('change', () => fillStrategies(value('strategy')));
  byId('controls').addEventListener('change', describe);
  byId('controls').addEventListener('submit', (event) => {
    event.preventDefault();
    onSubmit();
  });
}
