/** What the frames, letters and candles of the chart mean. */
import { byId, element } from '../lib/dom.js';
import { t } from '../lib/i18n.js';
import { allOutcomes } from '../model/outcomes.js';
import { badge } from '../views/signs.js';

const entry = (sign, words) => element('span', { class: 'legend-entry' }, sign, words);

export function showLegend({ martingale, summary }) {
  const candle = (name) => element('i', { class: `candle-sign candle-${name}`, 'aria-hidden': 'true' });
  byId('legend').replaceChildren(
    ...allOutcomes(martingale, summary.filtered > 0).map((outcome) => entry(badge(outcome), outcome.words)),
    entry(candle('up'), t('chart.greenCandle')),
    entry(candle('down'), t('chart.redCandle')),
    entry(candle('analysed'), t('chart.analysed')),
  );
}
