/** One sentence for one quadrant: "3 vermelhas, 2 verdes → CALL; 14:05 perdeu, 14:06 ganhou: G1". */
import { time } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';

function colours(row) {
  const counts = [
    ['red', row.red],
    ['green', row.green],
    ['doji', row.doji],
  ];
  return counts
    .filter(([, count]) => count > 0)
    .map(([colour, count]) => plural(`explanation.${colour}`, count))
    .join(', ');
}

function isDoji(model, from) {
  const index = model.candleAt(from);
  return index !== undefined && model.candles.open[index] === model.candles.close[index];
}

const NULLS = { DRAW: 'nullDraw', NO_MATCH: 'nullNoMatch' };

const LAST_ATTEMPT = { WIN: 'won', TIE: 'tied', PENDING: 'awaited', NO_DATA: 'missing' };

/** What each attempt did: all before the last one lost; a loss loses the last one too. */
function attempts(model, row) {
  return row.attemptsAt
    .slice(0, row.martingale + 1)
    .map((from, attempt) => {
      const last = attempt === row.martingale ? LAST_ATTEMPT[row.result] : undefined;
      const lost = isDoji(model, from) ? 'lostDoji' : 'lost';
      return t(`explanation.${last ?? lost}`, { time: time(from) });
    })
    .join(', ');
}

function ending(row) {
  if (row.result === 'WIN') {
    return row.martingale === 0 ? t('explanation.end.entry') : t('explanation.end.gale', { gale: row.martingale });
  }
  const names = { LOSS: 'loss', TIE: 'tie', NO_DATA: 'noData' };
  return t(`explanation.end.${names[row.result]}`);
}

export function explain(model, row) {
  if (!row.signal) {
    return `${colours(row)} → ${t(`explanation.${NULLS[row.nullReason] ?? 'nullDoji'}`)}.`;
  }
  if (row.result === 'FILTERED') {
    return `${colours(row)} → ${row.signal}; ${t('explanation.filtered', { why: t(`conditions.failed.${row.filter}`) })}.`;
  }
  const end = row.result === 'PENDING' ? '' : `: ${ending(row)}`;
  return `${colours(row)} → ${row.signal}; ${attempts(model, row)}${end}.`;
}
