/** The ranking to take along: a sheet to read, all its cells as CSV or JSON, and a link that asks for the same ranking. */
import { byId } from '../lib/dom.js';
import { download, downloadJson } from '../lib/downloads.js';
import { candleName } from '../lib/format.js';
import { copyLink, tell } from '../lib/links.js';
import { sheetText } from '../lib/sheets.js';
import { rankingLink } from '../model/parameters.js';
import { ApiError, rankingCsv } from '../net/api.js';
import { allCells } from './cells.js';
import { formValues } from './form.js';
import { sheetRows } from './sheet.js';
import { inOrder } from './table.js';

const CSV = 'text/csv;charset=utf-8';

function fileName({ parameters, finishedAt, startedAt }, ending) {
  const when = (finishedAt ?? startedAt).slice(0, 19).replaceAll(':', '').replace('T', '-');
  const { strategies, days, quadrants } = parameters;
  const which = strategies.length === 1 ? strategies[0].replace(/[^\w.-]+/g, '_') : strategies === 'all' ? 'todas' : `${strategies.length}`;
  return `ranking_${candleName(parameters.timeframe)}_${which}_${days ? `${days}d` : quadrants}_${when}Z.${ending}`;
}

/** What the page says of simulated prices; '' where they are real. */
const simulated = () => document.querySelector('.simulated')?.textContent.trim() ?? '';

const ACTIONS = {
  'ranking-csv': async (ranking) => download(fileName(ranking, 'csv'), sheetText(sheetRows(ranking, inOrder(await allCells()), simulated())), CSV),
  'ranking-plain': async (ranking) => download(fileName(ranking, 'dados.csv'), await rankingCsv(), CSV),
  'ranking-json': async (ranking) => downloadJson(fileName(ranking, 'json'), { ...ranking, offset: 0, entries: await allCells() }),
};

/** @param current tells the ranking on the screen */
export function setUpRankingExports(current) {
  for (const [id, action] of Object.entries(ACTIONS)) {
    byId(id).addEventListener('click', async () => {
      try {
        await action(current());
      } catch (failure) {
        if (!(failure instanceof ApiError)) {
          throw failure;
        }
        tell(failure.message);
      }
    });
  }
  // of the ranking on the screen; before the first one, of the form
  byId('ranking-link').addEventListener('click', () => copyLink(rankingLink(current()?.parameters ?? formValues())));
}
