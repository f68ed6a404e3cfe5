/** The result on the screen: all that shows a model, under the label of what it was asked with. */
import { moveCandle, showChart } from '../chart/chart.js';
import { announce, byId, element, highlight, setText, show } from '../lib/dom.js';
import { DOT, age as ageInWords, decimalsOf, dotted, number, percent, timeWithSeconds } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { inSteps } from '../lib/steps.js';
import { isFile } from '../model/assets.js';
import { inWords } from '../model/words.js';
import { showCoverage } from './coverage.js';
import { showLegend } from './legend.js';
import { forgetNews, tellNews } from './news.js';
import { showQuality } from './quality.js';
import { showTable } from './quadrant-table.js';
import { showQuadrants } from './quadrants.js';
import { showBlank, showOnly } from './result-place.js';
import { showSignal, stopSignal } from './signal-card.js';
import { showStatistics } from './statistics.js';
import { showTiles } from './tiles.js';

/** What stands below the squares follows what answers the reader's first questions. */
const below = inSteps();

function describeResult(model) {
  const { asset, summary } = model;
  if (summary.winRate === null) {
    return t('result.readyWithout', { asset: asset.name });
  }
  const values = { asset: asset.name, operations: summary.operations };
  return t('result.ready', { ...values, rate: percent(summary.winRate), chance: percent(summary.chanceRate) });
}

/** What the numbers below are of: nothing else on the page says so while something else is chosen. */
function showLabel({ asset, summary, computedAt }, asked) {
  const facts = [
    summary.payout ? t('result.payout', { payout: percent(summary.payout, 0, 0) }) : '',
    asked.payout !== null ? t('result.ownPayout') : '',
    t('result.computedAt', { time: timeWithSeconds(computedAt) }),
  ];
  const label = byId('result-label');
  label.dataset.asset = asset.symbol;
  label.replaceChildren(
    element('b', {}, asset.name),
    DOT + dotted(inWords(asked)) + DOT,
    element('span', { 'data-test': 'asset-facts' }, dotted(...facts)),
  );
}

/** The running candle in words and as data of the element: what the chart shows on its last place. */
function showRunning(model) {
  const node = byId('running-candle');
  const { running } = model;
  show(node, model.hasRunning);
  if (!model.hasRunning) {
    return;
  }
  const side = Math.sign(running.close - running.open);
  node.dataset.from = running.from;
  node.dataset.close = running.close;
  node.dataset.side = side;
  const colour = t(`next.candle.${{ 1: 'green', 0: 'doji' }[side] ?? 'red'}`);
  node.textContent = t('chart.now', { price: number(running.close, decimalsOf(model.candles.close)), colour });
}

/** @return the nodes that look different from before; none of a fresh result, of which all do */
function showViews(model, asked, fresh) {
  showLabel(model, asked);
  showCoverage(model);
  showQuality(model.catalog.quality);
  showRunning(model);
  if (model.rows.length === 0) {
    stopSignal();
    showBlank('inbox', t('state.empty'), element('p', {}, t('state.emptyHelp', { asset: model.asset.name })));
    return [];
  }
  showOnly('result');
  byId('result').dataset.source = isFile(model.asset.symbol) ? 'file' : 'broker';
  showSignal(model);
  const squares = showQuadrants(model, asked.days ? model.rows.length : asked.quadrants, fresh);
  showTiles(model, asked.recover);
  showLegend(model);
  if (fresh) {
    below.begin([() => showChart(model, true), () => showStatistics(model), () => showTable(model)]);
    return [];
  }
  showChart(model, false);
  return [...squares, ...showStatistics(model), ...showTable(model)];
}

/** Whether a result is on the screen, and not what stands there without one. */
export const isShown = () => !byId('result').hidden;

/**
 * @param asked what the model answers
 * @param before what was shown of the same question until now, or null
 * @param fresh whether it is the answer to another question: said aloud, and the chart shows all of it
 */
export function renderResult(model, asked, before, fresh) {
  if (fresh) {
    below.forget();
    forgetNews();
    announce(describeResult(model));
  } else {
    below.finish();
  }
  if (before) {
    tellNews(before, model);
  }
  const changed = showViews(model, asked, fresh);
  if (!fresh) {
    highlight(changed);
  }
}

/** The running candle has moved. */
export function renderRunning(model) {
  below.finish();
  showRunning(model);
  if (isShown()) {
    showSignal(model);
    moveCandle(model);
  }
}

/** @param waiting whether another answer is awaited, so that what is on the screen is of before */
export function dim(waiting) {
  byId('result').classList.toggle('stale', waiting);
  byId('result').setAttribute('aria-busy', String(waiting));
}

/** @param late seconds by which its prices are older than they should be, else 0 */
export function renderAge(late) {
  byId('result').classList.toggle('late', late > 0);
  show(byId('late'), late > 0);
  setText('late', late > 0 ? t('connection.late', { age: ageInWords(late) }) : '');
}

/** Nothing of it stays. */
export function clearResult() {
  below.forget();
  stopSignal();
  forgetNews();
  dim(false);
  byId('result-label').replaceChildren();
}
