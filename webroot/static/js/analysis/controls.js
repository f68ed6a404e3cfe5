/** The form above the result: candle, quadrants, and behind "mais opções" strategy, martingale, tie rule and stakes. */
import { byId, element, setText, show } from '../lib/dom.js';
import { candleName, galeName, number } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { GALES_MAX } from '../model/parameters.js';
import { allStrategies, strategyOf } from '../model/strategies.js';

const MULTIPLIERS = [2, 1, 1.5, 2.2, 2.5, 3];

let asset = '';

const value = (id) => byId(id).value;

function fill(id, options) {
  byId(id).replaceChildren(...options.map(([optionValue, text]) => element('option', { value: optionValue }, text)));
}

function stakesName(multiplier) {
  const own = { 1: 'controls.stakesSame', 2: 'controls.stakesDouble' }[multiplier];
  return own ? t(own) : t('controls.stakesTimes', { multiplier: number(multiplier, 0, 2) });
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
  if (allStrategies().length === 0) {
    // the table did not come; what the address names still runs
    fill('strategy', [[chosen, t(`strategies.${chosen}.name`)]]);
    return;
  }
  const timeframe = Number(value('timeframe'));
  const usable = allStrategies().filter((strategy) => strategy.timeframes.includes(timeframe));
  fill('strategy', usable.map(({ id, name }) => [id, name]));
  byId('strategy').value = usable.some(({ id }) => id === chosen) ? chosen : (usable[0]?.id ?? '');
}

/** How the quadrants are played, in words; what is as usual is left out. */
function playInWords({ strategy, martingale, tie, multiplier = 2, recover = false }) {
  const parts = [
    strategyOf(strategy)?.name ?? t(`strategies.${strategy}.name`),
    galeName(martingale),
    tie !== 'loss' && `${t('controls.tie')}: ${t('controls.tieTie').toLowerCase()}`,
    recover ? t('controls.stakesRecover') : multiplier !== 2 && `${t('controls.stakes')}: ${stakesName(multiplier)}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** What is asked, in words: for a result, and for a picture that stands alone. */
export function inWords(parameters) {
  const quadrants = t('controls.quadrantsCount', { count: parameters.quadrants });
  return [candleName(parameters.timeframe), quadrants, playInWords(parameters)].join(' · ');
}

function describe() {
  setText('strategy-description', strategyOf(value('strategy'))?.description ?? '');
}

/** The table of strategies has come: the select offers it; what is chosen stays chosen. */
export function offerStrategies() {
  fillStrategies(value('strategy'));
  describe();
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
  byId('payout').value = parameters.payout === null ? '' : Number((parameters.payout * 100).toFixed(4));
  fillStakes(parameters.multiplier);
  byId('stakes').value = parameters.recover ? 'recover' : parameters.multiplier;
  fillStrategies(parameters.strategy);
  describe();
}

/** Whether a field holds what it may; if not, its error is shown and it gets the focus. */
function checked(id) {
  const field = byId(id);
  const valid = field.checkValidity();
  show(byId(`${id}-error`), !valid);
  field.setAttribute('aria-invalid', String(!valid));
  if (!valid) {
    showOptions(byId('options').contains(field) || !byId('options').hidden);
    field.focus();
  }
  return valid;
}

function read() {
  const recover = value('stakes') === 'recover';
  return {
    asset,
    timeframe: Number(value('timeframe')),
    quadrants: Number(value('quadrants')),
    strategy: value('strategy'),
    martingale: Number(value('martingale')),
    tie: value('tie'),
    payout: value('payout') === '' ? null : Number((byId('payout').valueAsNumber / 100).toFixed(6)),
    multiplier: recover ? 2 : Number(value('stakes')),
    recover,
  };
}

/** The parameters, or null when a number is out of its range (its field then says so). */
export function readControls() {
  return checked('quadrants') && checked('payout') ? read() : null;
}

function showOptions(open) {
  show(byId('options'), open);
  byId('more-options').setAttribute('aria-expanded', String(open));
}

/**
 * @param onChange called when the reader has chosen something else
 * @param onSubmit called when he asks for an analysis
 */
export function setUpControls(onChange, onSubmit) {
  fill('martingale', Array.from({ length: GALES_MAX + 1 }, (_, gale) => [gale, galeName(gale)]));
  byId('more-options').addEventListener('click', () => showOptions(byId('options').hidden));
  byId('timeframe').addEventListener('change', () => fillStrategies(value('strategy')));
  byId('controls').addEventListener('change', () => {
    describe();
    onChange();
  });
  byId('controls').addEventListener('submit', (event) => {
    event.preventDefault();
    onSubmit();
  });
}
