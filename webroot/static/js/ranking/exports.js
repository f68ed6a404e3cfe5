/** The ranking to take along: as CSV or JSON, and a link that asks for the same ranking. */
import { byId } from '../lib/dom.js';
import { download, downloadJson } from '../lib/downloads.js';
import { candleName } from '../lib/format.js';
import { copyLink } from '../lib/links.js';
import { formValues } from './form.js';
import { rankingLink } from '../model/parameters.js';
import { rankingCsv } from '../net/api.js';

function fileName({ parameters, finishedAt, startedAt }, ending) {
  const when = (finishedAt ?? startedAt).slice(0, 19).replaceAll(':', '').replace('T', '-');
  return `ranking_${candleName(parameters.timeframe)}_${parameters.strategy}_${parameters.quadrants}_${when}Z.${ending}`;
}

/** @param current tells the ranking on the screen */
export function setUpRankingExports(current) {
  byId('ranking-json').addEventListener('click', () => downloadJson(fileName(current(), 'json'), current()));
  byId('ranking-csv').addEventListener('click', async () => {
    download(fileName(current(), 'csv'), await rankingCsv(), 'text/csv;charset=utf-8');
  });
  // of the ranking on the screen; before the first one, of the form
  byId('ranking-link').addEventListener('click', () => copyLink(rankingLink(current()?.parameters ?? formValues())));
}
