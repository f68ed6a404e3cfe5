/** The result to take along: its rows as CSV or JSON, the chart as a picture, a link that asks the same again. */
import { currentResult } from './analysis.js';
import { chartPicture } from '../chart/picture.js';
import { byId } from '../lib/dom.js';
import { download, downloadCsv, downloadJson } from '../lib/downloads.js';
import { candleName } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { copyLink, tell } from '../lib/links.js';
import { permalink } from '../model/parameters.js';
import { inWords } from '../model/words.js';

/** The same columns as `GET /catalog` writes as CSV. */
const COLUMNS = ['start', 'green', 'red', 'doji', 'signal', 'nullReason', 'entryAt', 'result', 'martingale'];

function fileName({ asset, timeframe, strategy, computedAt }, ending) {
  const when = new Date(computedAt * 1000).toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  const safe = asset.symbol.replace(/[^\w.-]+/g, '_');
  return `catalogador_${safe}_${candleName(timeframe)}_${strategy}_${when}Z.${ending}`;
}

async function savePicture({ model, parameters }) {
  const picture = await chartPicture(model, inWords(parameters));
  if (picture) {
    download(fileName(model, 'png'), picture);
  } else {
    tell(t('exports.noPicture'));
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
