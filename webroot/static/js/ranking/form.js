/** The start bar of the ranking: over which assets, and how they are compared. */
import { offerAssets, readChoice, setUpAssetChoice, writeChoice } from '../analysis/asset-choice.js';
import { CATEGORIES } from '../analysis/assets.js';
import { inWords } from '../analysis/controls.js';
import { byId, element, setText, show } from '../lib/dom.js';
import { galeName, percent } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { GALES_MAX } from '../model/parameters.js';
import { allStrategies } from '../model/strategies.js';

const value = (id) => byId(id).value;

export function fillOptions(id, options) {
  byId(id).replaceChildren(...options.map(([optionValue, text]) => element('option', { value: optionValue }, text)));
}

export const categoryOptions = () => CATEGORIES.map((name) => [name, t(`assets.categories.${name}`)]);

function fillStrategies(chosen) {
  const timeframe = Number(value('timeframe'));
  const usable = allStrategies().filter((strategy) => strategy.timeframes.includes(timeframe));
  // without the table, what the address names still runs
  const options = usable.length > 0 ? usable.map(({ id, name }) => [id, name]) : [[chosen, t(`strategies.${chosen}.name`)]];
  fillOptions('strategy', options);
  byId('strategy').value = options.some(([id]) => id === chosen) ? chosen : options[0][0];
}

function showScope() {
  const scope = value('scope');
  show(byId('category-field'), scope === 'category');
  show(byId('min-payout-field'), scope === 'minPayout');
  show(byId('asset-choice'), scope === 'assets');
}

function showOptions(open) {
  show(byId('options'), open);
  byId('more-options').setAttribute('aria-expanded', String(open));
}

export function formError(text, id) {
  setText('form-error', text);
  show(byId('form-error'), text !== '');
  for (const field of byId('ranking-form').querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
  }
  if (id) {
    showOptions(byId('options').contains(byId(id)) || !byId('options').hidden);
    byId(id).setAttribute('aria-invalid', 'true');
    byId(id).focus();
  }
}

const scopeOf = ({ assets, category, minPayout }) =>
  (assets && 'assets') || (category && 'category') || (minPayout !== null && 'minPayout') || 'all';

export function writeRankingForm(parameters) {
  byId('scope').value = scopeOf(parameters);
  byId('category').value = parameters.category ?? 'otc';
  byId('min-payout').value = Number(((parameters.minPayout ?? 0.8) * 100).toFixed(4));
  writeChoice(parameters.assets);
  byId('quadrants').value = parameters.quadrants;
  byId('timeframe').value = parameters.timeframe;
  fillStrategies(parameters.strategy);
  byId('martingale').value = parameters.martingale;
  byId('tie').value = parameters.tie;
  byId('order').value = parameters.order;
  byId('min-operations').value = parameters.minOperations;
  showScope();
}

const RANGES = { quadrants: 'ranking.quadrantsRange', 'min-operations': 'ranking.minOperationsRange', 'min-payout': 'ranking.minPayoutRange' };

/** The parameters, or null when something is out of its range (the form then says so). */
export function readRankingForm() {
  const scope = value('scope');
  const fields = ['quadrants', 'min-operations', ...(scope === 'minPayout' ? ['min-payout'] : [])];
  const wrong = fields.find((id) => !byId(id).checkValidity());
  if (wrong) {
    formError(t(RANGES[wrong]), wrong);
    return null;
  }
  if (scope === 'assets' && readChoice().length === 0) {
    formError(t('ranking.chooseSome'), 'choice-filter');
    return null;
  }
  formError('');
  return formValues();
}

/** What the form says, whether it may be asked or not. */
export function formValues() {
  const scope = value('scope');
  return {
    timeframe: Number(value('timeframe')),
    quadrants: Number(value('quadrants')),
    strategy: value('strategy'),
    martingale: Number(value('martingale')),
    tie: value('tie'),
    order: value('order'),
    minOperations: Number(value('min-operations')),
    category: scope === 'category' ? value('category') : null,
    minPayout: scope === 'minPayout' ? Number((byId('min-payout').valueAsNumber / 100).toFixed(6)) : null,
    assets: scope === 'assets' ? readChoice() : null,
  };
}

/** The assets of the broker have come: open ones may be chosen. */
export const offerOpenAssets = (assets) => offerAssets(assets.filter((asset) => asset.open));

function scopeInWords({ assets, category, minPayout }) {
  if (assets) {
    return plural('ranking.labelAssets', assets.length);
  }
  if (category) {
    return t(`assets.categories.${category}`);
  }
  return minPayout === null ? t('ranking.scopes.all') : t('ranking.labelMinPayout', { payout: percent(minPayout, 2) });
}

/** What a ranking was asked with, in words. */
export function rankingInWords(parameters) {
  const { order, minOperations } = parameters;
  const chosen = { scope: scopeInWords(parameters), order: t(`ranking.orders.${order}`).toLowerCase(), count: minOperations };
  return `${inWords(parameters)} · ${t('ranking.label', chosen)}`;
}

/**
 * @param onChange called when the reader has chosen something else
 * @param onStart called when he asks for a run
 */
export function setUpRankingForm(onChange, onStart) {
  fillOptions('martingale', Array.from({ length: GALES_MAX + 1 }, (_, gale) => [gale, galeName(gale)]));
  fillOptions('category', categoryOptions());
  setUpAssetChoice();
  byId('scope').addEventListener('change', showScope);
  byId('more-options').addEventListener('click', () => showOptions(byId('options').hidden));
  byId('timeframe').addEventListener('change', () => fillStrategies(value('strategy')));
  byId('ranking-form').addEventListener('input', onChange);
  byId('ranking-form').addEventListener('change', onChange);
  byId('choice-none').addEventListener('click', onChange);
  byId('ranking-form').addEventListener('submit', (event) => {
    event.preventDefault();
    onStart();
  });
}
