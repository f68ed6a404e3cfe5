/** "Só entrar quando": the conditions under which a quadrant is entered, as fields of a form. */
import { byId, element, setText, show } from '../lib/dom.js';
import { ownZone, weekdayName } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { CONDITION_NAMES, NO_CONDITIONS } from '../model/parameters.js';
import { allStrategies, ownPatterns } from '../model/strategies.js';
import { afterInWords, strategyName } from '../model/words.js';
import { fillOptions } from './strategy-select.js';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const HITS_OFFERED = 5;
const TREND_LENGTH = 21;

/**
 * The conditions of one form, made by the template `conditions`.
 *
 * @param prefix of its fields' ids, '' or `ranking-`
 * @return `{write, read, offer, setUp}`
 */
export function conditionsOf(prefix) {
  /** Of hours and weekdays: the reader's own, or that of a link. */
  let zone = null;

  const field = (name) => byId(`${prefix}condition-${name}`);
  const value = (name) => field(name).value;
  const boxes = () => [...field('weekdays').querySelectorAll('input')];

  function offerIn(name, offered, chosen, inWords) {
    const all = chosen === '' || offered.includes(chosen) ? offered : [...offered, chosen];
    fillOptions(field(name).id, [['', t('conditions.any')], ...all.map((each) => [each, inWords(each)])]);
    field(name).value = chosen;
  }

  function offerAfter(chosen) {
    const hits = Array.from({ length: HITS_OFFERED }, (_, index) => `hit:${index + 1}`);
    const gales = Array.from({ length: Number(byId(`${prefix}martingale`).value) }, (_, index) => `gale:${index + 1}`);
    offerIn('after', ['clean', ...hits, ...gales], chosen, afterInWords);
  }

  function offerAgree(chosen) {
    offerIn('agree', [...allStrategies().map(({ id }) => id), ...ownPatterns().map(({ text }) => text)], chosen, strategyName);
  }

  /** What the other fields and the table of strategies offer has changed; what is chosen stays. */
  function offer() {
    offerAfter(value('after'));
    offerAgree(value('agree'));
    show(field('trend-length-field'), value('trend') !== '');
  }

  function showCount(conditions) {
    const count = CONDITION_NAMES.filter((name) => name !== 'zone' && conditions[name] !== null).length;
    setText(`${prefix}conditions-count`, count > 0 ? `(${count})` : '');
    const zoned = conditions.hours !== null || conditions.weekdays !== null;
    setText(`${prefix}conditions-zone`, zoned ? t('conditions.inZone', { zone: conditions.zone }) : '');
  }

  /** @param parameters with the conditions; what is left out is none */
  function write(parameters) {
    const conditions = { ...NO_CONDITIONS, ...parameters };
    const { side, hours, weekdays, trend, after, agree } = conditions;
    zone = conditions.zone;
    field('side').value = side ?? '';
    field('hours').value = hours ?? '';
    const days = (weekdays ?? '').split(',');
    boxes().forEach((box) => (box.checked = days.includes(box.value)));
    field('trend').value = { 1: 'with', '-1': 'against' }[Math.sign(trend ?? 0)] ?? '';
    field('trend-length').value = Math.abs(trend ?? TREND_LENGTH);
    offerAfter(after ?? '');
    offerAgree(agree ?? '');
    offer();
    showCount(conditions);
    byId(`${prefix}conditions`).open ||= CONDITION_NAMES.some((name) => conditions[name] !== null);
  }

  /** All conditions, null where there is none; null for all while a field does not hold what it may. */
  function read() {
    const length = field('trend-length');
    const trend = value('trend');
    if (trend !== '' && !(length.checkValidity() && length.value !== '')) {
      length.focus();
      return null;
    }
    const days = boxes().filter((box) => box.checked).map((box) => box.value);
    const hours = value('hours').replaceAll(' ', '') || null;
    const weekdays = days.length > 0 ? days.join(',') : null;
    const conditions = {
      ...NO_CONDITIONS,
      side: value('side') || null,
      hours,
      weekdays,
      zone: hours || weekdays ? (zone ?? ownZone()) : null,
      trend: trend === '' ? null : length.valueAsNumber * (trend === 'with' ? 1 : -1),
      after: value('after') || null,
      agree: value('agree') || null,
    };
    showCount(conditions);
    return conditions;
  }

  function setUp() {
    const day = (number) =>
      element('label', {}, element('input', { type: 'checkbox', value: number }), element('span', {}, weekdayName(number)));
    field('weekdays').append(...WEEKDAYS.map(day));
  }

  return { write, read, offer, setUp };
}
