/** The bell on the signal card and its small panel: what the reader wants to be told, and how early. */
import { whySilent } from './alerts.js';
import { byId, icon, setText, show } from '../lib/dom.js';
import { t } from '../lib/i18n.js';
import { askPermission, permission } from './notifications.js';
import { SECONDS_BEFORE, alertSettings, changeAlerts } from '../session/preferences.js';
import { canSound, sound, unlockSound } from './sound.js';
import { toast } from '../lib/toasts.js';

const NOTE_MS = 1_000;
const HINT_SECONDS = 3_600;

/** The note that the browser keeps the sound back until the page is touched. */
let hint = null;

const bell = () => byId('alert-toggle');
const panel = () => byId('alert-panel');

function note() {
  const settings = alertSettings();
  const blocked = { denied: 'alerts.denied', missing: 'alerts.missing', default: 'alerts.unasked' };
  if (settings.notification && permission() !== 'granted') {
    return t(blocked[permission()]);
  }
  if (settings.sound && !canSound()) {
    return t('alerts.soundLater');
  }
  return settings.sound || settings.notification ? whySilent() : '';
}

function render() {
  const { sound: withSound, notification, secondsBefore } = alertSettings();
  const on = withSound || notification;
  byId('alert-sound').checked = withSound;
  byId('alert-notification').checked = notification;
  if (document.activeElement !== byId('alert-seconds')) {
    byId('alert-seconds').value = secondsBefore;
  }
  bell().dataset.on = String(on);
  bell().title = t(on ? 'alerts.bellOn' : 'alerts.bellOff', { seconds: secondsBefore });
  bell().setAttribute('aria-label', bell().title);
  bell().replaceChildren(icon(on ? 'bell-fill' : 'bell'));
  showNote();
}

/** What a change was answered, until the panel is closed. */
let answer = '';

function showNote() {
  const text = answer || note();
  if (byId('alert-note').textContent !== text) {
    setText('alert-note', text);
  }
}

async function change(changes) {
  answer = '';
  const saving = changeAlerts(changes);
  render();
  if (!(await saving)) {
    answer = note() || t('alerts.onlyHere');
    showNote();
  }
}

function open(visible) {
  show(panel(), visible);
  bell().setAttribute('aria-expanded', String(visible));
  answer = '';
  if (visible) {
    render();
    byId('alert-sound').focus();
  }
}

function close() {
  if (!panel().hidden) {
    open(false);
    bell().focus();
  }
}

function onSound() {
  const wanted = byId('alert-sound').checked;
  unlockSound();
  if (wanted && canSound()) {
    sound('CALL');
  }
  change({ sound: wanted });
}

async function onNotification() {
  const wanted = byId('alert-notification').checked;
  const permitted = wanted ? await askPermission() : 'granted';
  await change({ notification: wanted && permitted === 'granted' });
  if (permitted !== 'granted') {
    answer = t({ denied: 'alerts.denied', missing: 'alerts.missing' }[permitted] ?? 'alerts.unasked');
    showNote();
  }
}

function onSeconds() {
  const field = byId('alert-seconds');
  const valid = field.checkValidity() && field.value !== '';
  field.setAttribute('aria-invalid', String(!valid));
  if (valid) {
    change({ secondsBefore: field.valueAsNumber });
  } else {
    answer = t('alerts.secondsRange', { least: SECONDS_BEFORE.least, most: SECONDS_BEFORE.most });
    showNote();
  }
}

/** After a login: the bell shows what this user wants; that a sound cannot come yet is told where it is seen. */
export function showAlertSettings() {
  render();
  unlockSoundIfWanted();
  hint?.remove();
  if (alertSettings().sound && !navigator.userActivation?.hasBeenActive) {
    hint = toast({ 'data-test': 'sound-hint' }, HINT_SECONDS, t('alerts.soundLater'));
  }
}

export function setUpAlertPanel() {
  setInterval(showNote, NOTE_MS);
  bell().addEventListener('click', () => open(panel().hidden));
  byId('alert-sound').addEventListener('change', onSound);
  byId('alert-notification').addEventListener('change', onNotification);
  byId('alert-seconds').addEventListener('change', onSeconds);
  const closeByKey = (event) => {
    if (event.key === 'Escape' && !panel().hidden) {
      event.stopPropagation();
      close();
    }
  };
  panel().addEventListener('keydown', closeByKey);
  bell().addEventListener('keydown', closeByKey);
  panel().addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !relatedTarget.closest('#alert-panel, #alert-toggle')) {
      open(false);
    }
  });
  document.addEventListener('pointerdown', (event) => {
    onTouch();
    if (!event.target.closest('#alert-panel, #alert-toggle')) {
      open(false);
    }
  });
  document.addEventListener('keydown', onTouch);
}

function onTouch() {
  hint?.remove();
  unlockSoundIfWanted();
}

/** The reader wants sound and has touched the page: now it may sound. */
function unlockSoundIfWanted() {
  if (alertSettings().sound && !canSound()) {
    unlockSound();
  }
}
