/** The result to take along: its rows as CSV or JSON, the chart as a picture, a link that asks the same again. */
import { currentResult } from './analysis.js';
import { chartPicture } from './chart-picture.js';
import { inWords } from './controls.js';
import { copy, download, downloadCsv, downloadJson } from './downloads.js';
import { announce, byId, element } from './dom.js';
import { candleName } from './format.js';
import { t } from './i18n.js';
import { permalink } from './parameters.js';
import { toast } from './toasts.js';

/** The same columns as `GET /catalog` writes as CSV. */
const COLUMNS = ['start', 'green', 'red', 'doji', 'signal', 'nullReason', 'entryAt', 'result', 'martingale'];
const NOTE_SECONDS = 8;

function fileName({ asset, timeframe, strategy, computedAt }, ending) {
  const when = new Date(computedAt * 1000).toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  const safe = asset.symbol.replace(/[^\w.-]+/g, '_');
  return `catalogador_${safe}_${candleName(timeframe)}_${strategy}_${when}Z.${ending}`;
}

function tell(text) {
  toast({ 'data-test': 'export-note' }, NOTE_SECONDS, text);
  announce(text);
}

async function savePicture({ model, parameters }) {
  const picture = await chartPicture(model, inWords(parameters));
  if (picture) {
    download(fileName(model, 'png'), picture);
  } else {
    tell(t('exports.noPicture'));
  }
}

/** Copies a link; where the browser does not let the page, shows it to be copied by hand. */
export async function copyLink(address) {
  if (await copy(address)) {
    tell(t('exports.copied'));
  } else {
    toast({ 'data-test': 'export-note' }, 4 * NOTE_SECONDS, t('exports.copyByHand'), ' ', element('code', {}, address));
  }
}

const ACTIONS = {
  'export-csv': ({ model }) => downloadCsv(fileName(model, 'csv'), COLUMNS, model.catalog.rows),
  'export-json': ({ model }) => downloadJson(fileName(model, 'json'), model.catalog),
  'export-png': savePicture,
  'export-link': ({ parameters }) => copyLink(permalink(parameters)),
};

export function setUpExports() {
  for (const [id, action] of Object.entries(ACTIONS)) {
    byId(id).addEventListener('click', () => {
      const result = currentResult();
      if (result) {
        action(result);
      }
    });
  }
}
