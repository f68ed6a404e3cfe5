/** What is asked of the times of the day: the form. */
import { byId, element } from '../lib/dom.js';
import { candleName, galeName, two } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { allAssets, allFiles, findAsset } from '../model/assets.js';
import { GALES_MAX, TIMEFRAMES } from '../model/parameters.js';

const DATES = [5, 10, 16, 30, 60, 90];
const HOURS = Array.from({ length: 25 }, (_, hour) => hour);

const hourText = (hour) => `${two(hour)}:00`;

export const option = (value, text) => element('option', { value }, text);

export function select(name, options) {
  return element('select', { class: 'form-select', id: `slots-${name}`, 'data-test': `slots-${name}` }, ...options);
}

export const field = (name, node, label = t(`hours.${name}`), kind = 'field') =>
  element('label', { class: kind, for: node.id }, element('span', {}, label), node);

/** @param onChange called when the reader has chosen something else */
export function slotsForm(onChange) {
  const gales = Array.from({ length: GALES_MAX + 1 }, (_, gale) => option(gale, galeName(gale)));
  const ties = [option('loss', t('controls.tieLoss')), option('tie', t('controls.tieTie'))];
  const share = element('input', { class: 'form-control', id: 'slots-share', 'data-test': 'slots-share', type: 'number', inputmode: 'numeric', min: 0, max: 100, step: 1 });
  const node = element(
    'form',
    { class: 'panel ranking-fields', id: 'slots-form', novalidate: true },
    field('asset', select('asset', [])),
    field('timeframe', select('timeframe', TIMEFRAMES.map((timeframe) => option(timeframe, candleName(timeframe)))), t('controls.timeframe')),
    field('dates', select('dates', [])),
    field('martingale', select('martingale', gales), t('controls.martingale')),
    field('tie', select('tie', ties), t('controls.tie'), 'field wide'),
    field('from', select('from', HOURS.slice(0, -1).map((hour) => option(hour, hourText(hour))))),
    field('to', select('to', HOURS.slice(1).map((hour) => option(hour, hourText(hour))))),
    field('share', share),
  );
  node.addEventListener('submit', (event) => event.preventDefault());
  node.addEventListener('change', onChange);
  return node;
}

function offerAssets(asset) {
  const listed = [...allAssets()].sort((one, other) => one.name.localeCompare(other.name));
  const known = asset === '' || findAsset(asset);
  const files = allFiles().map(({ symbol, name }) => option(symbol, name));
  byId('slots-asset').replaceChildren(
    ...[asset === '' ? option('', t('hours.choose')) : '', known ? '' : option(asset, asset)].filter(Boolean),
    ...listed.map(({ symbol, name }) => option(symbol, name)),
    ...(files.length > 0 ? [element('optgroup', { label: t('files.open') }, ...files)] : []),
  );
}

export function writeSlotsForm(parameters) {
  const { asset, slotDays } = parameters;
  offerAssets(asset);
  const offered = DATES.includes(slotDays) ? DATES : [...DATES, slotDays];
  byId('slots-dates').replaceChildren(...offered.map((count) => option(count, plural('controls.daysCount', count))));
  byId('slots-asset').value = asset;
  byId('slots-dates').value = slotDays;
  for (const name of ['timeframe', 'martingale', 'tie', 'from', 'to', 'share']) {
    byId(`slots-${name}`).value = parameters[name];
  }
}

/** @param before what stood there: a share that is none leaves it as it was */
export function readSlotsForm(before) {
  const whole = (name) => Number(byId(`slots-${name}`).value);
  return {
    asset: byId('slots-asset').value,
    timeframe: whole('timeframe'),
    slotDays: whole('dates'),
    martingale: whole('martingale'),
    tie: byId('slots-tie').value,
    from: whole('from'),
    to: whole('to'),
    share: byId('slots-share').checkValidity() ? whole('share') : before.share,
  };
}
