/**
 * "Gravar para o suporte": the recording of the user's own session. The server keeps and ends it; this strip shows how it
 * stands.
 */
import * as api from '../net/api.js';
import { byId, setText, show } from '../lib/dom.js';
import { download } from '../lib/downloads.js';
import { countdown, two } from '../lib/format.js';
import { t } from '../lib/i18n.js';

const TICK_MS = 1_000;
const NONE = { state: 'none', seconds: 0, secondsLeft: 0, full: false };

let recording = NONE;
let heardAt = 0;
let timer = null;
let offered = false;
let last = Promise.resolve();
const underWay = new Set();

const passed = () => Math.floor((Date.now() - heardAt) / 1000);

function showTime() {
  const { state, seconds, secondsLeft } = recording;
  const left = Math.max(0, secondsLeft - passed());
  setText('recording-time', state === 'none' ? '' : t(`recording.${state}Time`, {
    time: countdown(state === 'running' ? seconds + passed() : seconds),
    left: countdown(left),
  }));
  if (state !== 'none' && left === 0) {
    attempt(api.recording);
  }
}

function showState(answer) {
  const changed = recording.state !== answer.state;
  recording = answer;
  heardAt = Date.now();
  const { state } = recording;
  const some = state !== 'none';
  byId('recording').dataset.state = state;
  if (some) {
    show(byId('recording'), true);
  }
  setText('recording-text', t(`recording.${state}`) + (recording.full ? ` ${t('recording.full')}` : ''));
  setText('recording-start', t(state === 'ready' ? 'recording.again' : 'recording.start'));
  byId('recording-start').classList.toggle('btn-primary', state !== 'ready');
  byId('recording-start').classList.toggle('btn-quiet', state === 'ready');
  show(byId('recording-start'), state !== 'running');
  show(byId('recording-stop'), state === 'running');
  show(byId('recording-download'), state === 'ready');
  show(byId('recording-delete'), state === 'ready');
  show(byId('recording-close'), !some);
  showTime();
  if (changed) {
    clearInterval(timer);
    timer = some ? setInterval(showTime, TICK_MS) : null;
  }
}

function showFailure(text) {
  setText('recording-error', text);
  show(byId('recording-error'), text !== '');
}

async function make(call) {
  showFailure('');
  try {
    const answer = await call();
    if (offered) {
      showState(answer);
    }
  } catch (failure) {
    if (!(failure instanceof api.ApiError)) {
      throw failure;
    }
    showFailure(failure.message);
  } finally {
    underWay.delete(call);
  }
}

/**
 * One call after the other, so that a click while another call is under way is not lost; the same call only once. An
 * answer is the new state.
 */
function attempt(call) {
  if (!underWay.has(call)) {
    underWay.add(call);
    const next = () => make(call);
    last = last.then(next, next);
  }
  return last;
}

/** E.g. 20261129-2358, by the reader's clock. */
function stamp() {
  const now = new Date();
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}`;
}

async function fetchFile() {
  download(`gravacao-${stamp()}.jsonl`, await api.recordingFile(), 'application/jsonl');
  return recording;
}

function open() {
  show(byId('recording'), true);
  attempt(api.recording);
  byId('recording').scrollIntoView({ block: 'nearest' });
}

function close() {
  show(byId('recording'), false);
  byId('recording-open').focus();
}

/** Somebody is logged in: a recording that runs is shown, e.g. after a reload. */
export async function offerRecording() {
  offered = true;
  show(byId('recording-open'), true);
  await attempt(api.recording);
}

export function hideRecording() {
  offered = false;
  showState(NONE);
  showFailure('');
  show(byId('recording'), false);
  show(byId('recording-open'), false);
}

export function setUpRecording() {
  byId('recording-open').addEventListener('click', open);
  byId('recording-close').addEventListener('click', close);
  byId('recording-start').addEventListener('click', () => attempt(api.startRecording));
  byId('recording-stop').addEventListener('click', () => attempt(api.stopRecording));
  byId('recording-delete').addEventListener('click', () => attempt(api.deleteRecording));
  byId('recording-download').addEventListener('click', () => attempt(fetchFile));
}
