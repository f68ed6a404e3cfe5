/** "Só entrar quando": the conditions under which a quadrant is entered, as fields of the form. */
import { byId, element, setText, show } from '../lib/dom.js';
import { t } from '../lib/i18n.js';
import { CONDITION_NAMES, NO_CONDITIONS } from '../model/parameters.js';
import { allStrategies, ownPatterns } from '../model/strategies.js';
import { afterInWords, strategyName, weekdayName } from '../model/words.js';
import { fillOptions } from '../views/strategy-select.js';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const HITS_OFFERED = 5;
const TREND_LENGTH = 21;

/** Of hours and weekdays: the reader's own, or that of a link. */
let zone = null;

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

const value = (id) => byId(id).value;

const boxes = () => [...byId('condition-weekdays').querySelectorAll('input')];

function offerAfter(chosen) {
  const hits = Array.from({ length: HITS_OFFERED }, (_, index) => `hit:${index + 1}`);
  const gales = Array.from({ length: Number(value('martingale')) }, (_, index) => `gale:${index + 1}`);
  const offered = ['clean', ...hits, ...gales];
  const all = chosen === '' || offered.includes(chosen) ? offered : [...offered, chosen];
  fillOptions('condition-after', [['', t('conditions.any')], ...all.map((each) => [each, afterInWords(each)])]);
  byId('condition-after').value = chosen;
}

function offerAgree(chosen) {
  const offered = [...allStrategies().map(({ id }) => id), ...ownPatterns().map(({ text }) => text)];
  const all = chosen === '' || offered.includes(chosen) ? offered : [...offered, chosen];
  fillOptions('condition-agree', [['', t('conditions.any')], ...all.map((each) => [each, strategyName(each)])]);
  byId('condition-agree').value = chosen;
}

/** What the other fields and the table of strategies offer has changed; what is chosen stays. */
export function offerConditions() {
  offerAfter(value('condition-after'));
  offerAgree(value('condition-agree'));
  show(byId('condition-trend-length-field'), value('condition-trend') !== '');
}

function showCount(conditions) {
  const count = CONDITION_NAMES.filter((name) => name !== 'zone' && conditions[name] !== null).length;
  setText('conditions-count', count > 0 ? `(${count})` : '');
  const zoned = conditions.hours !== null || conditions.weekdays !== null;
  setText('conditions-zone', zoned ? t('conditions.inZone', { zone: conditions.zone }) : '');
}

/** @param parameters with the conditions; what is left out is none */
export function writeConditions(parameters) {
  const conditions = { ...NO_CONDITIONS, ...parameters };
  const { side, hours, weekdays, trend, after, agree } = conditions;
  zone = conditions.zone;
  byId('condition-side').value = side ?? '';
  byId('condition-hours').value = hours ?? '';
  const days = (weekdays ?? '').split(',');
  boxes().forEach((box) => (box.checked = days.includes(box.value)));
  byId('condition-trend').value = { 1: 'with', '-1': 'against' }[Math.sign(trend ?? 0)] ?? '';
  byId('condition-trend-length').value = Math.abs(trend ?? TREND_LENGTH);
  offerAfter(after ?? '');
  offerAgree(agree ?? '');
  offerConditions();
  showCount(conditions);
  byId('conditions').open ||= CONDITION_NAMES.some((name) => conditions[name] !== null);
}

/** All conditions, null where there is none; null for all while a field does not hold what it may. */
export function readConditions() {
  const length = byId('condition-trend-length');
  const trend = value('condition-trend');
  if (trend !== '' && !(length.checkValidity() && length.value !== '')) {
    length.focus();
    return null;
  }
  const days = boxes().filter((box) => box.checked).map((box) => box.value);
  const hours = value('condition-hours').replaceAll(' ', '') || null;
  const weekdays = days.length > 0 ? days.join(',') : null;
  const conditions = {
    ...NO_CONDITIONS,
    side: value('condition-side') || null,
    hours,
    weekdays,
    zone: hours || weekdays ? (zone ?? ownZone()) : null,
    trend: trend === '' ? null : length.valueAsNumber * (trend === 'with' ? 1 : -1),
    after: value('condition-after') || null,
    agree: value('condition-agree') || null,
  };
  showCount(conditions);
  return conditions;
}

export function setUpConditions() {
  const day = (number) =>
    element('label', {}, element('input', { type: 'checkbox', value: number }), element('span', {}, weekdayName(number)));
  byId('condition-weekdays').append(...WEEKDAYS.map(day));
}
