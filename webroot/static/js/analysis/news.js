/** What changed when a candle closed: which quadrants came to a result, and how the rate stands now. */
import { announce, element } from '../lib/dom.js';
import { percent, time, timeWithSeconds } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { setHint } from './quadrants.js';
import { selectedStart } from '../model/selection.js';
import { settledRows } from '../model/updates.js';
import { badge } from '../views/signs.js';

const sentence = (row) => t('news.quadrant', { time: time(row.start), outcome: row.outcome.words });

/** Shows and says it; a close after which nothing is settled says nothing. */
export function tellNews(before, after) {
  const settled = settledRows(before, after);
  if (settled.length === 0) {
    return;
  }
  const { winRate, operations } = after.summary;
  const rate = winRate === null ? '' : t('news.rate', { rate: percent(winRate), operations });
  const closed = t('news.at', { time: timeWithSeconds(after.dataTo) });
  const words = [closed, ...settled.map(sentence), rate].filter(Boolean).join(' ');
  const news = element(
    'span',
    { class: 'news', 'data-test': 'news' },
    element('span', { class: 'muted' }, closed),
    ...settled.map((row) => element('span', {}, badge(row.outcome), ` ${sentence(row)}`)),
    rate && element('span', { class: 'muted' }, rate),
  );
  // that place is read aloud when it changes; with a quadrant chosen it holds its explanation
  setHint(words, news);
  if (selectedStart() !== null) {
    announce(words);
  }
}

/** Another question: its news are still to come. */
export const forgetNews = () => setHint('');
