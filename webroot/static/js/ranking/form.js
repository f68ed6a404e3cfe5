/** The start bar of the ranking: over which assets, and how they are compared. */
import { choiceOf } from './choice.js';
import { byId, setText, show } from '../lib/dom.js';
import { percent } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { CATEGORIES } from '../model/assets.js';
import { ownPatterns } from '../model/strategies.js';
import { conditionsOf } from '../views/conditions.js';
import { fillGales, fillOptions, fillTimeframes, offerDays, offerStrategies, usableStrategies } from '../views/strategy-select.js';

const conditions = conditionsOf('ranking-');
const assetChoice = choiceOf('choice', 'ranking.chosen');
const strategyChoice = choiceOf('strategy-choice', 'ranking.chosenStrategies');

const value = (id) => byId(id).value;

export const categoryOptions = () => CATEGORIES.map((name) => [name, t(`assets.categories.${name}`)]);

/** `all`, several by hand, or one. */
const SEVERAL = 'several';

/** Those of the table that work on the timeframe, and the reader's own. */
function offerChoice() {
  const usable = usableStrategies(Number(value('ranking-timeframe'))).map(({ id, name }) => ({ symbol: id, name, detail: '' }));
  strategyChoice.offer([...usable, ...ownPatterns().map(({ name, text }) => ({ symbol: text, name, detail: text }))]);
}

function offer(chosen) {
  const others = [
    ['all', t('ranking.allStrategies')],
    [SEVERAL, t('ranking.severalStrategies')],
  ];
  offerStrategies('ranking-strategy', chosen, Number(value('ranking-timeframe')), others);
  offerChoice();
  showStrategies();
}

const showStrategies = () => show(byId('strategy-choice-field'), value('ranking-strategy') === SEVERAL);

function writeStrategies(strategies) {
  const several = strategies !== 'all' && strategies.length > 1;
  if (several) {
    strategyChoice.write(strategies);
  }
  offer(several ? SEVERAL : [strategies].flat()[0]);
}

/** `all`, or a list, empty while none is chosen. */
function readStrategies() {
  const chosen = value('ranking-strategy');
  if (chosen === 'all') {
    return chosen;
  }
  return chosen === SEVERAL ? strategyChoice.read() : [chosen];
}

function showScope() {
  const scope = value('scope');
  show(byId('category-field'), scope === 'category');
  show(byId('min-payout-field'), scope === 'minPayout');
  show(byId('asset-choice'), scope === 'assets');
}

/** Days stand instead of quadrants. */
const showLength = () => show(byId('ranking-quadrants-field'), value('ranking-days') === '');

function showOptions(open) {
  show(byId('ranking-options'), open);
  byId('ranking-more').setAttribute('aria-expanded', String(open));
}

export function formError(text, id) {
  setText('form-error', text);
  show(byId('form-error'), text !== '');
  for (const field of byId('ranking-form').querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
  }
  if (id) {
    showOptions(byId('ranking-options').contains(byId(id)) || !byId('ranking-options').hidden);
    byId(id).setAttribute('aria-invalid', 'true');
    byId(id).focus();
  }
}

/** While a run is under way, another one takes its place only by another choice. */
export function allowStarting(allowed) {
  byId('ranking-start').disabled = !allowed;
}

const scopeOf = ({ assets, category, minPayout }) =>
  (assets && 'assets') || (category && 'category') || (minPayout !== null && 'minPayout') || 'all';

export function writeRankingForm(parameters) {
  byId('scope').value = scopeOf(parameters);
  byId('category').value = parameters.category ?? 'otc';
  byId('min-payout').value = Number(((parameters.minPayout ?? 0.8) * 100).toFixed(4));
  assetChoice.write(parameters.assets ?? []);
  byId('ranking-quadrants').value = parameters.quadrants;
  byId('ranking-timeframe').value = parameters.timeframe;
  writeStrategies(parameters.strategies);
  byId('ranking-martingale').value = parameters.martingale;
  byId('ranking-tie').value = parameters.tie;
  byId('order').value = parameters.order;
  byId('min-operations').value = parameters.minOperations;
  offerDays('ranking-days', parameters.days ?? null);
  conditions.write(parameters);
  showScope();
  showLength();
}

const RANGES = { 'ranking-quadrants': 'ranking.quadrantsRange', 'min-operations': 'ranking.minOperationsRange', 'min-payout': 'ranking.minPayoutRange' };

/** The parameters, or null when something is out of its range (the form then says so). */
export function readRankingForm() {
  const scope = value('scope');
  const fields = ['ranking-quadrants', 'min-operations', ...(scope === 'minPayout' ? ['min-payout'] : [])];
  const wrong = fields.find((id) => !byId(id).checkValidity());
  if (wrong) {
    formError(t(RANGES[wrong]), wrong);
    return null;
  }
  if (scope === 'assets' && assetChoice.read().length === 0) {
    formError(t('ranking.chooseSome'), 'choice-filter');
    return null;
  }
  if (readStrategies().length === 0) {
    formError(t('ranking.chooseSomeStrategies'), 'strategy-choice-filter');
    return null;
  }
  if (conditions.read() === null) {
    return null;
  }
  formError('');
  return formValues();
}

/** What the form says, whether it may be asked or not. */
export function formValues() {
  const scope = value('scope');
  return {
    timeframe: Number(value('ranking-timeframe')),
    quadrants: Number(value('ranking-quadrants')),
    days: Number(value('ranking-days')) || null,
    ...conditions.read(),
    strategies: readStrategies(),
    martingale: Number(value('ranking-martingale')),
    tie: value('ranking-tie'),
    order: value('order'),
    minOperations: Number(value('min-operations')),
    category: scope === 'category' ? value('category') : null,
    minPayout: scope === 'minPayout' ? Number((byId('min-payout').valueAsNumber / 100).toFixed(6)) : null,
    assets: scope === 'assets' ? assetChoice.read() : null,
  };
}

/** The assets of the broker have come: open ones may be chosen. */
export const offerOpenAssets = (assets) =>
  assetChoice.offer(assets.filter(({ open }) => open).map(({ symbol, name, payout }) => ({ symbol, name, detail: percent(payout, 0) })));

/**
 * @param onChange called when the reader has chosen something else
 * @param onStart called when he asks for a run
 */
export function setUpRankingForm(onChange, onStart) {
  fillTimeframes('ranking-timeframe');
  fillGales('ranking-martingale');
  fillOptions('category', categoryOptions());
  assetChoice.setUp(onChange);
  strategyChoice.setUp(onChange);
  conditions.setUp();
  byId('scope').addEventListener('change', showScope);
  byId('ranking-more').addEventListener('click', () => showOptions(byId('ranking-options').hidden));
  byId('ranking-timeframe').addEventListener('change', () => offer(value('ranking-strategy')));
  byId('ranking-form').addEventListener('change', () => {
    conditions.offer();
    showLength();
    showStrategies();
    // somebody who is about to choose several asks nothing yet
    if (readStrategies().length > 0) {
      onChange();
    }
  });
  byId('ranking-form').addEventListener('submit', (event) => {
    event.preventDefault();
    onStart();
  });
}
