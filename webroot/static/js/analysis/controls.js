/** The form above the result: candle, quadrants, and behind "mais opções" strategy, martingale, tie rule and stakes. */
import { byId, setText, show } from '../lib/dom.js';
import { t } from '../lib/i18n.js';
import { strategyOf } from '../model/strategies.js';
import { stakesName } from '../model/words.js';
import { conditionsOf } from '../views/conditions.js';
import { fillGales, fillOptions, fillTimeframes, offerDays, offerStrategies } from '../views/strategy-select.js';

const MULTIPLIERS = [2, 1, 1.5, 2.2, 2.5, 3];

const conditions = conditionsOf('');

let asset = '';

const value = (id) => byId(id).value;

function fillStakes(chosen) {
  const multipliers = MULTIPLIERS.includes(chosen) ? MULTIPLIERS : [...MULTIPLIERS, chosen];
  fillOptions('stakes', [
    ...multipliers.map((multiplier) => [multiplier, stakesName(multiplier)]),
    ['recover', t('controls.stakesRecover')],
  ]);
}

const offer = (chosen) => offerStrategies('strategy', chosen, Number(value('timeframe')));

function describe() {
  setText('strategy-description', strategyOf(value('strategy'))?.description ?? '');
}

/** The table of strategies has come: the select offers it; what is chosen stays chosen. */
export function strategiesCame() {
  offer(value('strategy'));
  conditions.offer();
  describe();
}

/** Offers and chooses a strategy, e.g. one that was just painted. */
export function chooseStrategy(strategy) {
  offer(strategy);
  describe();
}

/** Chooses a timeframe of at least so many seconds. */
export function chooseTimeframeFrom(least) {
  if (Number(value('timeframe')) < least) {
    byId('timeframe').value = least;
    chooseStrategy(value('strategy'));
  }
}

export const chosenAsset = () => asset;

export function setAsset(symbol) {
  asset = symbol;
}

/** Days stand instead of quadrants. */
const showLength = () => show(byId('quadrants-field'), value('days') === '');

export function writeControls(parameters) {
  setAsset(parameters.asset);
  byId('timeframe').value = parameters.timeframe;
  byId('quadrants').value = parameters.quadrants;
  offerDays('days', parameters.days);
  showLength();
  byId('martingale').value = parameters.martingale;
  byId('tie').value = parameters.tie;
  byId('payout').value = parameters.payout === null ? '' : Number((parameters.payout * 100).toFixed(4));
  fillStakes(parameters.multiplier);
  byId('stakes').value = parameters.recover ? 'recover' : parameters.multiplier;
  offer(parameters.strategy);
  conditions.write(parameters);
  describe();
  ['quadrants', 'payout'].forEach((id) => showError(id, false));
}

function showError(id, wrong) {
  show(byId(`${id}-error`), wrong);
  byId(id).setAttribute('aria-invalid', String(wrong));
}

/** Whether a field holds what it may; if not, its error is shown and it gets the focus. */
function checked(id) {
  const field = byId(id);
  const valid = field.checkValidity();
  showError(id, !valid);
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
    days: Number(value('days')) || null,
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
  const asked = checked('quadrants') && checked('payout') ? conditions.read() : null;
  return asked && { ...read(), ...asked };
}

/** While the answer to a click is awaited, another click asks nothing. */
export function allowAnalysing(allowed) {
  byId('analyse').disabled = !allowed;
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
  fillTimeframes('timeframe');
  fillGales('martingale');
  conditions.setUp();
  byId('more-options').addEventListener('click', () => showOptions(byId('options').hidden));
  byId('timeframe').addEventListener('change', () => offer(value('strategy')));
  byId('controls').addEventListener('change', () => {
    conditions.offer();
    showLength();
    describe();
    onChange();
  });
  byId('controls').addEventListener('submit', (event) => {
    event.preventDefault();
    onSubmit();
  });
}
