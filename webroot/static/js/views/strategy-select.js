/** The fields that an analysis and a ranking have in common. */
import { byId, element, setText, show } from '../lib/dom.js';
import { candleName, galeName } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { DAYS, GALES_MAX, TIMEFRAMES } from '../model/parameters.js';
import { isPattern } from '../model/pattern.js';
import { allStrategies, ownPatterns, strategyOf } from '../model/strategies.js';
import { strategyName } from '../model/words.js';

/** @param options `[value, text]` of each */
export function fillOptions(id, options) {
  byId(id).replaceChildren(...options.map(([value, text]) => element('option', { value }, text)));
}

export const fillGales = (id) =>
  fillOptions(id, Array.from({ length: GALES_MAX + 1 }, (_, gale) => [gale, galeName(gale)]));

export const fillTimeframes = (id) => fillOptions(id, TIMEFRAMES.map((timeframe) => [timeframe, candleName(timeframe)]));

/** Those of the table that work on a timeframe. */
export const usableStrategies = (timeframe) => allStrategies().filter((strategy) => strategy.timeframes.includes(timeframe));

/** Days instead of quadrants, or none; a link may ask for others than those offered. */
export function offerDays(id, chosen) {
  const offered = chosen === null || DAYS.includes(chosen) ? DAYS : [...DAYS, chosen];
  const options = offered.map((count) => [count, plural('controls.daysCount', count)]);
  fillOptions(id, [['', t('controls.byQuadrants')], ...options]);
  byId(id).value = chosen ?? '';
}

/** Why another strategy stands there than was chosen. */
function reason(chosen, timeframe, other) {
  const values = { strategy: strategyName(chosen), candle: candleName(timeframe), other: strategyName(other) };
  return t(strategyOf(chosen) ? 'controls.strategyLeft' : 'controls.strategyUnknown', values);
}

/** The reader's own, and the one that is chosen, e.g. by a link. */
function offerPatterns(id, chosen) {
  const texts = ownPatterns().map(({ text }) => text);
  if (isPattern(chosen) && !texts.includes(chosen)) {
    texts.push(chosen);
  }
  const options = texts.map((text) => [text, strategyName(text)]);
  if (options.length > 0) {
    const nodes = options.map(([value, text]) => element('option', { value }, text));
    byId(id).append(element('optgroup', { label: t('painter.own') }, ...nodes));
  }
  return options;
}

/**
 * Only what works on a timeframe; one that does not gives way to the first, and a note says so. While the table has not
 * come, what the address names can be chosen.
 *
 * @param id of the select; its note has the same with `-note`
 * @param others options that stand before the strategies, `[value, text]` of each
 */
export function offerStrategies(id, chosen, timeframe, others = []) {
  const isOther = others.some(([value]) => value === chosen);
  const unknown = isOther ? [] : [[chosen, strategyName(chosen)]];
  const options = [...others, ...(allStrategies().length === 0 ? unknown : usableStrategies(timeframe).map(({ id: value, name }) => [value, name]))];
  fillOptions(id, options);
  options.push(...offerPatterns(id, chosen));
  const stays = options.some(([value]) => value === chosen);
  const select = byId(id);
  select.value = stays ? chosen : (options[0]?.[0] ?? '');
  setText(`${id}-note`, stays ? '' : reason(chosen, timeframe, select.value));
  show(byId(`${id}-note`), !stays);
}
