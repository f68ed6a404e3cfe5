/**
 * "Seus arquivos": candles that the reader brings along. Each file is sent to be read, says in one line what was
 * understood of it, can be corrected, and is analysed like an asset. The server keeps nothing of it.
 */
import * as api from '../net/api.js';
import { button, byId, element, setText, show } from '../lib/dom.js';
import { candleName, number, percent } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { FILE_PREFIX, keepFileAssets } from '../model/assets.js';
import { TIMEFRAMES } from '../model/parameters.js';
import { dropFile, keepFile, keptFiles } from './kept.js';

/** The newest that `POST /catalog` takes. */
const CANDLES_MOST = 200_000;
const MOST_MEGABYTES = 64;
const NAME_MOST = 64;
const STAMPS = ['open', 'close'];
const DECIMALS = ['comma', 'point'];

let user = null;
let files = [];
let loaded = Promise.resolve();
let analyse = () => {};

/** What is under way of a file, by its id: `{share, abort}`. */
const reading = new Map();
/** Ids of files whose turn has not come: the server reads one file of a user at a time. */
const waiting = new Set();
let turn = Promise.resolve();

const symbolOf = ({ id }) => `${FILE_PREFIX}${id}`;

const fileOf = (symbol) => files.find((file) => symbolOf(file) === symbol);

function tellAssets() {
  const read = files.filter(({ candles }) => candles);
  keepFileAssets(read.map((file) => ({ symbol: symbolOf(file), name: file.name, category: 'file', open: false, payout: null })));
}

const labelled = (name, field) => element('label', { class: 'field' }, element('span', {}, t(`files.${name}`)), field);

function textField(file, name, attributes = {}) {
  const chosen = { value: file.corrected[name] ?? '', placeholder: t('files.asRead'), autocomplete: 'off' };
  return labelled(name, element('input', { class: 'form-control', type: 'text', name, maxlength: 64, 'data-test': `file-${name}`, ...chosen, ...attributes }));
}

/** @param options `[value, text]`; none of them leaves it as it was read */
function selectField(file, name, options) {
  const chosen = file.corrected[name] ?? '';
  const nodes = [['', t('files.asRead')], ...options].map(([value, text]) =>
    element('option', { value, selected: String(value) === String(chosen) }, text),
  );
  return labelled(name, element('select', { class: 'form-select', name, 'data-test': `file-${name}` }, ...nodes));
}

const inTexts = (name, values) => values.map((value) => [value, t(`files.${name}s.${value}`)]);

function flatsField(file) {
  const box = element('input', { class: 'form-check-input', type: 'checkbox', name: 'keepFlats', checked: file.corrected.keepFlats === true, 'data-test': 'file-keepFlats' });
  return element('label', { class: 'choice' }, box, ' ', t('files.keepFlats'));
}

/** What the form says beyond what was read: `{zone, stamp, timeframe, decimal, ticker, keepFlats}`, null where it says nothing. */
function correctionsOf(form) {
  const { zone, stamp, timeframe, decimal, ticker, keepFlats } = form.elements;
  return {
    zone: zone.value.trim() || null,
    stamp: stamp.value || null,
    timeframe: Number(timeframe.value) || null,
    decimal: decimal.value || null,
    ticker: ticker.value.trim() || null,
    keepFlats: keepFlats.checked || null,
  };
}

/** Open where it is needed: a file that could not be read, or one that was corrected before. */
function correctionForm(file) {
  const form = element(
    'form',
    { class: 'file-correction' },
    textField(file, 'zone', { list: 'zones' }),
    selectField(file, 'stamp', inTexts('stamp', STAMPS)),
    selectField(file, 'timeframe', TIMEFRAMES.map((seconds) => [seconds, candleName(seconds)])),
    selectField(file, 'decimal', inTexts('decimal', DECIMALS)),
    textField(file, 'ticker', { placeholder: t('files.onlyOne') }),
    flatsField(file),
    element('button', { class: 'btn btn-quiet', type: 'submit', 'data-test': 'file-correct' }, t('files.correct')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    readInTurn({ ...file, corrected: correctionsOf(form) });
  });
  const open = Boolean(file.problem) || Object.values(file.corrected).some(Boolean);
  return element('details', { open, 'data-test': 'file-corrections' }, element('summary', {}, t('files.corrections')), form);
}

const sentInWords = (share) => (share < 1 ? t('files.sent', { share: percent(share, 0) }) : t('files.reading'));

function facts(file) {
  if (reading.has(file.id)) {
    const { share } = reading.get(file.id);
    return [
      element('progress', { max: 1, value: share, 'aria-label': t('files.sending') }),
      element('p', { class: 'hint' }, sentInWords(share)),
    ];
  }
  if (waiting.has(file.id)) {
    return [element('p', { class: 'hint' }, t('files.waiting'))];
  }
  return [
    file.problem && element('p', { class: 'field-error', role: 'alert', 'data-test': 'file-error' }, file.problem),
    file.understood && element('p', { 'data-test': 'file-understood' }, file.understood.text),
  ].filter(Boolean);
}

function fileItem(file) {
  const working = waiting.has(file.id) || reading.has(file.id);
  return element(
    'li',
    { class: 'file-item', 'data-test': 'file-item', 'aria-busy': working },
    element('b', {}, file.name),
    ...facts(file),
    working ? null : correctionForm(file),
    element(
      'div',
      { class: 'file-actions' },
      button({ class: 'btn btn-quiet', 'data-test': 'file-remove' }, () => remove(file), t('files.remove')),
      file.candles && !working
        ? button({ class: 'btn btn-primary', 'data-test': 'file-analyse' }, () => choose(file), t('controls.analyse'))
        : null,
    ),
  );
}

function render() {
  byId('file-list').replaceChildren(...files.map(fileItem));
  show(byId('files-empty'), files.length === 0);
}

const nodeOf = (file) => byId('file-list').children[files.findIndex(({ id }) => id === file.id)];

/** Only the bar moves while a file is sent. */
function showShare(file, share) {
  reading.get(file.id).share = share;
  nodeOf(file).querySelector('progress').value = share;
  nodeOf(file).querySelector('.hint').textContent = sentInWords(share);
}

/** What is typed about another file meanwhile stays. */
function replace(file) {
  files = files.map((other) => (other.id === file.id ? file : other));
  tellAssets();
  nodeOf(file)?.replaceWith(fileItem(file));
}

/** Sends a file to be read once those before it are, unless it is removed until then. */
function readInTurn(file) {
  waiting.add(file.id);
  replace(file);
  turn = turn.then(() => waiting.delete(file.id) && read(file).catch(reportError));
}

/** What the file was before stays when it cannot be read. */
async function read(file) {
  const abort = new AbortController();
  reading.set(file.id, { share: 0, abort });
  replace(file);
  let after;
  try {
    const answer = await api.readCandles(file.source, file.corrected, (share) => showShare(file, share), abort.signal);
    after = { ...file, ...answer, problem: '' };
  } catch (failure) {
    if (abort.signal.aborted) {
      return;
    }
    if (!(failure instanceof api.ApiError)) {
      throw failure;
    }
    after = { ...file, problem: failure.message };
  } finally {
    reading.delete(file.id);
  }
  replace(after);
  await keepFile(after);
}

function add(sources) {
  const fresh = [...sources].map((source) => ({
    id: crypto.randomUUID?.() ?? String(Math.random()).slice(2),
    user,
    name: source.name,
    addedAt: Date.now(),
    source,
    corrected: {},
    problem: '',
  }));
  const [fit, large] = [fresh.filter(({ source }) => source.size <= MOST_MEGABYTES * 2 ** 20), fresh.filter(({ source }) => source.size > MOST_MEGABYTES * 2 ** 20)];
  setText('files-error', large.map(({ name }) => t('files.tooLarge', { name, most: number(MOST_MEGABYTES) })).join(' '));
  files = [...files, ...fit];
  render();
  fit.forEach(readInTurn);
}

async function remove(file) {
  reading.get(file.id)?.abort.abort();
  reading.delete(file.id);
  waiting.delete(file.id);
  files = files.filter(({ id }) => id !== file.id);
  tellAssets();
  render();
  await dropFile(file.id);
}

function choose(file) {
  byId('files').close();
  analyse({ symbol: symbolOf(file), name: file.name, timeframe: file.understood.timeframe });
}

const newest = (candles) => Object.fromEntries(Object.entries(candles).map(([name, column]) => [name, column.slice(-CANDLES_MOST)]));

/**
 * What the server answers of a file's candles, as if the last of them had just closed.
 *
 * @param call of the API, which takes `(question, signal)`
 * @param parameters as of an asset's; `asset` is the symbol of a file
 * @throws ApiError `file_removed`, or `file_coarse` when its candles are longer than those asked for
 */
export async function fileAnswer(call, parameters, signal) {
  await loaded;
  const file = fileOf(parameters.asset);
  if (!file?.candles) {
    throw new api.ApiError('file_removed');
  }
  const { timeframe } = file.understood;
  if (timeframe > parameters.timeframe) {
    throw new api.ApiError('file_coarse', { has: candleName(timeframe), wanted: candleName(parameters.timeframe) });
  }
  const candles = newest(file.candles);
  const now = candles.from.at(-1) + timeframe;
  return call({ ...parameters, asset: file.name.slice(0, NAME_MOST), now, candles }, signal);
}

/** The catalogue of a file, under the name that the file has here. */
export async function fileCatalog(parameters, signal) {
  const catalog = await fileAnswer(api.catalogOf, parameters, signal);
  return { ...catalog, asset: { ...catalog.asset, symbol: parameters.asset, name: fileOf(parameters.asset)?.name ?? catalog.asset.name } };
}

/** Somebody is logged in: the files that were brought to this browser as that user are there once `whenLoaded` is called. */
export function loadFiles(userId, whenLoaded) {
  user = userId;
  loaded = keptFiles(userId).then((kept) => {
    files = kept;
    tellAssets();
    render();
    whenLoaded();
  });
}

export function forgetFiles() {
  reading.forEach(({ abort }) => abort.abort());
  reading.clear();
  waiting.clear();
  user = null;
  files = [];
  tellAssets();
  render();
  byId('files').close();
}

/** The hundreds of zones are offered once somebody comes to choose one. */
function open() {
  if (byId('zones').children.length === 0) {
    byId('zones').append(...Intl.supportedValuesOf('timeZone').map((zone) => element('option', { value: zone })));
  }
  byId('files').showModal();
}

/** @param onAnalyse called with `{symbol, name, timeframe}` of the file to analyse */
export function setUpFiles(onAnalyse) {
  analyse = onAnalyse;
  const place = byId('file-drop');
  byId('open-files').addEventListener('click', open);
  byId('file-input').addEventListener('change', () => {
    add(byId('file-input').files);
    byId('file-input').value = '';
  });
  // anywhere in the dialog: a browser opens what is dropped beside a place for it
  const dialog = byId('files');
  dialog.addEventListener('dragover', (event) => {
    event.preventDefault();
    place.classList.add('over');
  });
  dialog.addEventListener('dragleave', () => place.classList.remove('over'));
  dialog.addEventListener('drop', (event) => {
    event.preventDefault();
    place.classList.remove('over');
    add(event.dataTransfer.files);
  });
}
