/**
 * Tells the reader some seconds before an entry and when its result is there: by a note on the page and, as he wishes, by
 * a sound and a notification of the browser. Each is told once.
 */
import { now } from './clock.js';
import { element } from './dom.js';
import { time, timeWithSeconds } from './format.js';
import { t } from './i18n.js';
import { settledRows } from './news.js';
import { nextEntry } from './next-entry.js';
import { notify } from './notifications.js';
import { alertSettings } from './preferences.js';
import { badge, sideOf } from './quadrants.js';
import { canSound, sound } from './sound.js';
import { recall, remember } from './storage.js';
import { toast } from './toasts.js';

const CHECK_MS = 500;
const NOTE_SECONDS = 20;
const CLAIMS_KEPT = 20;

let model = null;
const told = new Set();
/** The side last told for an entry, by the entry's key: the closing candle may still change it. */
let previewed = null;

const wanted = () => alertSettings().sound || alertSettings().notification;

/** Of several tabs only the first one sounds. */
function claimSound(key) {
  const claims = (recall('sounded') ?? '').split(' ');
  if (claims.includes(key)) {
    return false;
  }
  remember('sounded', [...claims, key].slice(-CLAIMS_KEPT).join(' '));
  return true;
}

const keyOf = (entryAt) => `${model.asset.symbol}/${model.timeframe}/${model.strategy}/${entryAt}`;

function tell({ key, kind, tone, title, text, mark }) {
  if (!wanted() || told.has(`${kind}/${key}`)) {
    return;
  }
  told.add(`${kind}/${key}`);
  const words = [mark, element('b', {}, ` ${title} `), element('span', {}, text)];
  toast({ 'data-test': 'alert-fired', 'data-kind': kind, role: 'alert' }, NOTE_SECONDS, ...words);
  if (alertSettings().sound && canSound() && claimSound(`${kind}/${key}`)) {
    sound(tone);
  }
  if (alertSettings().notification) {
    notify(title, text, key);
  }
}

function checkEntry() {
  const next = model && nextEntry(model);
  if (!next || !wanted()) {
    return;
  }
  const left = next.entryAt - now();
  // the closed candles may leave it open, and the running one decide
  const side = next.signal ?? next.ifClosedNow;
  if (!side || left > alertSettings().secondsBefore || left <= 0) {
    return;
  }
  const text = t('alerts.entryIn', { seconds: Math.ceil(left), time: timeWithSeconds(next.entryAt) });
  const turns = next.ifClosedNow !== undefined && next.ifClosedNow !== side;
  previewed = next.certain ? null : { key: keyOf(next.entryAt), entryAt: next.entryAt, side };
  tell({
    key: keyOf(next.entryAt),
    kind: 'entry',
    tone: side,
    mark: sideOf(side),
    title: t('alerts.entry', { asset: model.asset.name, side: next.certain ? side : t('alerts.sidePreview', { side }) }),
    text: turns ? `${text}; ${t('next.ifClosed')} ${next.ifClosedNow ?? t('next.noEntry')}` : text,
  });
}

/** What was told as a preview and closed otherwise is told again: somebody may be about to act on it. */
function checkPreview() {
  const row = previewed && model.rows.find(({ entryAt }) => entryAt === previewed.entryAt);
  if (!row || previewed.key !== keyOf(row.entryAt)) {
    return;
  }
  if (row.signal !== previewed.side && told.has(`entry/${previewed.key}`)) {
    tell({
      key: previewed.key,
      kind: 'changed',
      tone: row.signal ?? 'other',
      mark: row.signal ? sideOf(row.signal) : badge(row.outcome),
      title: t('alerts.changed', { asset: model.asset.name }),
      text: row.signal ? t('alerts.changedTo', { side: row.signal }) : t('alerts.changedToNone'),
    });
  }
  previewed = null;
}

const TONES = { WIN: 'won', LOSS: 'lost' };

function checkResults(before) {
  const results = settledRows(before, model).filter((row) => row.signal && before.rowOf(row.start));
  for (const row of results) {
    tell({
      key: keyOf(row.entryAt),
      kind: 'result',
      tone: TONES[row.result] ?? 'other',
      mark: badge(row.outcome),
      title: t('alerts.result', { asset: model.asset.name, outcome: row.outcome.words }),
      text: t('alerts.resultOf', { side: row.signal, time: time(row.entryAt) }),
    });
  }
}

/** @param before what was shown of the same question before it, or null */
export function watchForAlerts(newModel, before) {
  model = newModel;
  checkPreview();
  if (before) {
    checkResults(before);
  }
  checkEntry();
}

export function forgetAlerts() {
  model = null;
  previewed = null;
  told.clear();
}

export function setUpAlerts() {
  setInterval(checkEntry, CHECK_MS);
}
