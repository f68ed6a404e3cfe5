/**
 * Tells the reader some seconds before an entry, when its side changes, and when its result is there: by a note on the page
 * and, as he wishes, by a sound and a notification of the browser. What to tell is decided by alert-rules.js.
 */
import { OLDEST_SECONDS, decideEntry, decideListed } from './rules.js';
import { now } from '../lib/clock.js';
import { element } from '../lib/dom.js';
import { age as ageInWords, time, timeWithSeconds } from '../lib/format.js';
import { nextEntryAt } from '../model/forming.js';
import { priceAge } from '../model/freshness.js';
import { t } from '../lib/i18n.js';
import { settledRows } from '../model/updates.js';
import { notify } from './notifications.js';
import { alertSettings } from '../session/preferences.js';
import { badge, signOf } from '../views/signs.js';
import { canSound, sound } from './sound.js';
import { recall, remember } from '../lib/storage.js';
import { toast } from '../lib/toasts.js';

const CHECK_MS = 500;
const NOTE_SECONDS = 20;
const CLAIMS_KEPT = 20;

let model = null;
/** Sides that the reader has heard. */
let told = [];
/** Results that he has heard. */
const results = new Set();

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

function tell({ key, kind, tone, title, text, mark, seconds = NOTE_SECONDS }) {
  const words = [mark, element('b', {}, ` ${title} `), element('span', {}, text)];
  toast({ 'data-test': 'alert-fired', 'data-kind': kind, role: 'alert' }, seconds, ...words);
  if (alertSettings().sound && canSound() && claimSound(`${kind}/${key}`)) {
    sound(tone);
  }
  if (alertSettings().notification) {
    notify(title, text, key);
  }
}

const sideInWords = (side, certain) => (certain ? side : t('alerts.sidePreview', { side }));

function changeInWords({ side, certain, left }) {
  if (certain) {
    return side ? t('alerts.changedTo', { side }) : t('alerts.changedToNone');
  }
  const now = side ? sideInWords(side, false) : t('alerts.noEntryNow');
  return t('alerts.changedNow', { side: now, seconds: Math.ceil(left) });
}

function tellSide({ kind, key, count, side, certain, left }, entryAt, row) {
  const asset = model.asset.name;
  const entry = kind === 'entry';
  tell({
    // each change is news of its own, also to the browser
    key: entry ? key : `${key}/${count}`,
    kind,
    seconds: left + NOTE_SECONDS,
    tone: side ?? 'other',
    mark: side ? signOf(side) : row && badge(row.outcome),
    title: entry ? t('alerts.entry', { asset, side: sideInWords(side, certain) }) : t('alerts.changed', { asset }),
    text: entry
      ? t('alerts.entryIn', { seconds: Math.ceil(left), time: timeWithSeconds(entryAt) })
      : changeInWords({ side, certain, left }),
  });
}

function checkEntry() {
  if (!model || !wanted()) {
    return;
  }
  const at = now();
  const next = nextEntryAt(model, at);
  const entry = next && { ...next, key: keyOf(next.entryAt) };
  const lead = alertSettings().secondsBefore;
  const decided = decideEntry(told, { entry, now: at, lead, age: priceAge(model, at) });
  told = decided.told;
  if (decided.tell) {
    tellSide(decided.tell, next.entryAt);
  }
}

/** Quadrants that have been listed by now: one that closed otherwise than it was told is told again. */
function checkListed() {
  const at = now();
  for (const row of model.rows) {
    const entryAt = row.start + model.plan.attempts[0];
    const listed = { key: keyOf(entryAt), side: row.signal, entryAt, until: entryAt + model.timeframe };
    const decided = decideListed(told, listed, at);
    told = decided.told;
    if (decided.tell && wanted()) {
      tellSide(decided.tell, entryAt, row);
    }
  }
}

const TONES = { WIN: 'won', LOSS: 'lost' };

function checkResults(before) {
  const settled = settledRows(before, model).filter((row) => row.signal && before.rowOf(row.start));
  for (const row of settled) {
    const key = keyOf(row.entryAt);
    if (wanted() && !results.has(key)) {
      results.add(key);
      tell({
        key,
        kind: 'result',
        tone: TONES[row.result] ?? 'other',
        mark: badge(row.outcome),
        title: t('alerts.result', { asset: model.asset.name, outcome: row.outcome.words }),
        text: t('alerts.resultOf', { side: row.signal, time: time(row.entryAt) }),
      });
    }
  }
}

/** @param before what was shown of the same question before it, or null */
export function watchForAlerts(newModel, before) {
  model = newModel;
  checkListed();
  if (before) {
    checkResults(before);
  }
  checkEntry();
}

/** The reader has left what was watched: nothing is told of it any more. */
export function stopAlerts() {
  model = null;
}

/** Why nothing is told although alerts are on, in a sentence; '' when nothing keeps them back. */
export function whySilent() {
  const age = model && priceAge(model, now());
  return age > OLDEST_SECONDS ? t('alerts.stale', { age: ageInWords(Math.floor(age)) }) : '';
}

export function forgetAlerts() {
  stopAlerts();
  told = [];
  results.clear();
}

export function setUpAlerts() {
  setInterval(checkEntry, CHECK_MS);
}
