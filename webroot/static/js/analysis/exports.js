/** The result to take along: a sheet to read, its rows as CSV or JSON, a picture of the whole, a link that asks the same again. */
import { currentResult } from './analysis.js';
import { chartPicture } from '../chart/picture.js';
import { byId } from '../lib/dom.js';
import { download, downloadCsv, downloadJson } from '../lib/downloads.js';
import { candleName, zoneName } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { copyLink, tell } from '../lib/links.js';
import { sheetText, sheetTime } from '../lib/sheets.js';
import { permalink } from '../model/parameters.js';
import { inWords } from '../model/words.js';

/** The same columns as `GET /catalog` writes as CSV. */
const COLUMNS = ['start', 'green', 'red', 'doji', 'signal', 'nullReason', 'entryAt', 'result', 'martingale'];

function fileName({ asset, timeframe, strategy, computedAt }, ending) {
  const when = new Date(computedAt * 1000).toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  const safe = asset.symbol.replace(/[^\w.-]+/g, '_');
  return `catalogador_${safe}_${candleName(timeframe)}_${strategy}_${when}Z.${ending}`;
}

const texts = (nodes) => [...nodes].map((node) => node.textContent.trim());

/** The numbers as they stand on the screen, a list of parts per line. */
function numbersOnScreen() {
  const lines = ['rate-line', 'money-line', 'streak-line'].map((id) => texts(byId(id).children));
  const counts = [...byId('cards').children].map((card) => texts(card.children).join(' '));
  return [...lines, counts].filter((line) => line.length > 0);
}

/** What the page says of simulated prices; '' where they are real. */
const simulated = () => document.querySelector('.simulated')?.textContent.trim() ?? '';

function sheetRows({ model, parameters }) {
  const heads = ['number', 'quadrant'].map((name) => t(`table.${name}`));
  const colours = ['green', 'red', 'doji'].map((name) => t(`exports.columns.${name}`));
  const ends = ['signal', 'entryAt', 'result'].map((name) => t(`table.${name}`));
  return [
    [model.asset.name],
    [inWords(parameters)],
    [sheetTime(model.computedAt), zoneName()],
    ...numbersOnScreen(),
    [simulated() || t('footer.disclaimer')],
    [],
    [...heads, ...colours, ...ends],
    ...model.rows.map((row) => [
      row.number,
      sheetTime(row.start),
      row.green,
      row.red,
      row.doji,
      row.signal,
      row.signal && sheetTime(row.entryAt),
      row.outcome.words,
    ]),
  ];
}

const CSV = 'text/csv;charset=utf-8';

async function savePicture({ model, parameters }) {
  const lines = numbersOnScreen().map((line) => line.join(' · '));
  const picture = await chartPicture(model, [inWords(parameters), ...lines], simulated());
  if (picture) {
    download(fileName(model, 'png'), picture);
  } else {
    tell(t('exports.noPicture'));
  }
}

const ACTIONS = {
  'export-csv': (result) => download(fileName(result.model, 'csv'), sheetText(sheetRows(result)), CSV),
  'export-plain': ({ model }) => downloadCsv(fileName(model, 'dados.csv'), COLUMNS, model.catalog.rows),
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
