/**
 * "Seus arquivos": candles that the reader brings along. Each file is sent to be read, says in one line what was
 * understood of it, can be corrected, and is analysed like an asset. The server keeps nothing of it.
 */
import * as api from '../net/api.js';
import { button, byId, element, setText, show } from '../lib/dom.js';
import { number, percent } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { FILE_PREFIX, keepFileAssets } from '../model/assets.js';
import { dropFile, keepFile, keptFiles } from './kept.js';

/** The newest that `POST /catalog` takes. */
const CANDLES_MOST = 200_000;
const MOST_MEGABYTES = 64;
const STAMPS = ['open', 'close'];

let user = null;
let files = [];
let loaded = Promise.resolve();
let analyse = () => {};

/** What is under way of a file, by its id: `{share, abort}`. */
const reading = new Map();

const symbolOf = ({ id }) => `${FILE_PREFIX}${id}`;

const fileOf = (symbol) => files.find((file) => symbolOf(file) === symbol);

function tellAssets() {
  const read = files.filter(({ candles }) => candles);
  keepFileAssets(read.map((file) => ({ symbol: symbolOf(file), name: file.name, category: 'file', open: false, payout: null })));
}

function zoneField(file) {
  const attributes = { class: 'form-control', type: 'text', list: 'zones', value: file.corrected.zone ?? '', placeholder: t('files.asRead'), 'data-test': 'file-zone' };
  return element('label', { class: 'field' }, element('span', {}, t('files.zone')), element('input', attributes));
}

function stampField(file) {
  const options = ['', ...STAMPS].map((stamp) =>
    element('option', { value: stamp, selected: stamp === (file.corrected.stamp ?? '') }, t(`files.stamps.${stamp || 'asRead'}`)),
  );
  const select = element('select', { class: 'form-select', 'data-test': 'file-stamp' }, ...options);
  return element('label', { class: 'field' }, element('span', {}, t('files.stamp')), select);
}

function correctionForm(file) {
  const zone = zoneField(file);
  const stamp = stampField(file);
  const submit = element('button', { class: 'btn btn-quiet', type: 'submit', 'data-test': 'file-correct' }, t('files.correct'));
  const form = element('form', { class: 'file-correction' }, zone, stamp, submit);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const corrected = { zone: zone.querySelector('input').value.trim() || null, stamp: stamp.querySelector('select').value || null };
    read({ ...file, corrected });
  });
  return form;
}

function facts(file) {
  if (reading.has(file.id)) {
    const { share } = reading.get(file.id);
    return [
      element('progress', { max: 1, value: share, 'aria-label': t('files.sending') }),
      element('p', { class: 'hint' }, share < 1 ? t('files.sent', { share: percent(share, 0) }) : t('files.reading')),
    ];
  }
  if (file.problem) {
    return [element('p', { class: 'field-error', role: 'alert', 'data-test': 'file-error' }, file.problem)];
  }
  return file.understood
    ? [element('p', { 'data-test': 'file-understood' }, file.understood.text)]
    : [element('p', { class: 'hint' }, t('files.waiting'))];
}

function fileItem(file) {
  const working = reading.has(file.id);
  return element(
    'li',
    { class: 'file-item', 'data-test': 'file-item' },
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

/** Only the bar moves while a file is sent. */
function showShare(file, share) {
  reading.get(file.id).share = share;
  const item = byId('file-list').children[files.findIndex(({ id }) => id === file.id)];
  item.querySelector('progress').value = share;
  item.querySelector('.hint').textContent = share < 1 ? t('files.sent', { share: percent(share, 0) }) : t('files.reading');
}

function replace(file) {
  files = files.map((other) => (other.id === file.id ? file : other));
  tellAssets();
  render();
}

/** Sends a file to be read; what it was before stays when it cannot be. */
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
  // one after the other: the server reads two files at a time for everybody
  fit.reduce((before, file) => before.then(() => read(file)), Promise.resolve());
}

async function remove(file) {
  reading.get(file.id)?.abort.abort();
  reading.delete(file.id);
  files = files.filter(({ id }) => id !== file.id);
  tellAssets();
  render();
  await dropFile(file.id);
}

function choose(file) {
  byId('files').close();
  analyse({ symbol: symbolOf(file), name: file.name });
}

const newest = (candles) => Object.fromEntries(Object.entries(candles).map(([name, column]) => [name, column.slice(-CANDLES_MOST)]));

/**
 * The catalogue of a file's candles, as if its last candle had just closed.
 *
 * @param parameters as of an asset's; `asset` is the symbol of a file
 * @throws ApiError `unknown_asset` when it has been removed
 */
export async function fileCatalog(parameters, signal) {
  await loaded;
  const file = fileOf(parameters.asset);
  if (!file?.candles) {
    throw new api.ApiError('unknown_asset');
  }
  const candles = newest(file.candles);
  const now = candles.from.at(-1) + file.understood.timeframe;
  const catalog = await api.catalogOf({ ...parameters, asset: file.name, now, candles }, signal);
  return { ...catalog, asset: { ...catalog.asset, symbol: parameters.asset, name: file.name } };
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
  user = null;
  files = [];
  tellAssets();
  render();
  byId('files').close();
}

/** @param onAnalyse called with `{symbol, name}` of the file to analyse */
export function setUpFiles(onAnalyse) {
  analyse = onAnalyse;
  const place = byId('file-drop');
  byId('open-files').addEventListener('click', () => byId('files').showModal());
  byId('file-input').addEventListener('change', () => {
    add(byId('file-input').files);
    byId('file-input').value = '';
  });
  byId('zones').append(...Intl.supportedValuesOf('timeZone').map((zone) => element('option', { value: zone })));
  place.addEventListener('dragover', (event) => {
    event.preventDefault();
    place.classList.add('over');
  });
  place.addEventListener('dragleave', () => place.classList.remove('over'));
  place.addEventListener('drop', (event) => {
    event.preventDefault();
    place.classList.remove('over');
    add(event.dataTransfer.files);
  });
}
