/**
 * Candles with each quadrant framed in its outcome's colour and named by its letter, the running one moving. Drawn by
 * ECharts, which is loaded with the first result so that the login page stays light.
 */
import { candleSeries, chartOption, marks, quadrantData, rowAt } from './chart-option.js';
import { candleRange, readColours } from './chart-shapes.js';
import { byId, element, loadScript } from './dom.js';
import { t } from './i18n.js';
import { onSelect, select } from './selection.js';

const ZOOM_STEP = 0.7;
/** A candle narrower than this cannot be read, so longer catalogues open on their last part. */
const CANDLE_PIXELS = 7;

let library = null;
let chart = null;
let model = null;
let colours = null;
/** Done once the chart last asked for is there, or known to fail. */
let drawing = null;
/** Starts of the candles that the chart's axis holds now. */
let axis = [];

const current = () => ({ model, colours });

function loadLibrary() {
  library ??= loadScript(new URL('../vendor/echarts.min.js', import.meta.url));
  // a failed download may succeed with the next analysis
  library.catch(() => (library = null));
  return library;
}

const zoomWindow = () => {
  const { start, end } = chart.getOption().dataZoom[0];
  return { start, end };
};

const setZoom = (start, end) => chart.dispatchAction({ type: 'dataZoom', start: Math.max(0, start), end: Math.min(100, end) });

/** factor below 1 comes closer; the newest visible candle stays where it is. */
function zoom(factor) {
  if (chart) {
    const { start, end } = zoomWindow();
    setZoom(end - (end - start) * factor, end);
  }
}

function openOnLastPart() {
  const readable = byId('chart').clientWidth / CANDLE_PIXELS;
  const total = model.candles.from.length;
  setZoom(total > readable ? 100 - (readable / total) * 100 : 0, 100);
}

/** Moves the window so that a quadrant chosen elsewhere can be seen. */
function reveal(row) {
  const range = row && candleRange(model, row);
  if (!range) {
    return;
  }
  const { start, end } = zoomWindow();
  const last = Math.max(1, model.candles.from.length - 1);
  const [left, right] = range.map((index) => (index / last) * 100);
  if (left >= start && right <= end) {
    return;
  }
  const width = end - start;
  const from = Math.min(100 - width, Math.max(0, (left + right - width) / 2));
  setZoom(from, from + width);
}

/** The part of the axis that is seen, by time: from, to, and whether it holds the newest candle. */
function seen() {
  const { start, end } = zoomWindow();
  const last = axis.length - 1;
  return { first: (start / 100) * last, last: (end / 100) * last, all: start <= 0 && end >= 100, newest: end >= 99.9 };
}

/** After the axis has changed: the same candles stay in sight, or the newest ones when those were. */
function keepSight({ first, last, all, newest }, before) {
  if (all || axis.length < 2) {
    return;
  }
  const gone = Math.max(0, before.indexOf(axis[0]));
  const total = axis.length - 1;
  const shift = newest ? total - last : -gone;
  setZoom(((first + shift) / total) * 100, ((last + shift) / total) * 100);
}

function onChartClick(event) {
  const row = event.seriesId === 'quadrants' ? model.rows[event.data[2]] : rowAt(model, event.dataIndex);
  if (row) {
    select(row.start);
  }
}

function create() {
  const container = byId('chart');
  chart = window.echarts.init(container);
  chart.on('click', onChartClick);
  new ResizeObserver(() => chart.resize()).observe(container);
}

function draw() {
  colours = readColours();
  axis = model.candles.from;
  chart.setOption(chartOption(current));
}

function redraw() {
  if (chart && model) {
    draw();
  }
}

/** @param fresh whether the reader asked for this result; a change by itself keeps what he looks at */
export function showChart(newModel, fresh) {
  drawing = drawChart(newModel, fresh);
  return drawing;
}

async function drawChart(newModel, fresh) {
  byId('chart').setAttribute('aria-label', t('chart.label', { asset: newModel.asset.name }));
  model = newModel;
  try {
    await loadLibrary();
  } catch (failure) {
    byId('chart').replaceChildren(element('p', { class: 'chart-failed' }, t('chart.failed')));
    return;
  }
  if (!chart) {
    byId('chart').replaceChildren();
    create();
  }
  if (fresh || axis.length === 0) {
    chart.resize();
    draw();
    openOnLastPart();
    return;
  }
  const before = axis;
  const sight = seen();
  draw();
  if (before.length !== axis.length || before[0] !== axis[0]) {
    keepSight(sight, before);
  }
}

/** The running candle has moved: only the candles are drawn anew. */
export function moveCandle(newModel) {
  const sameAxis = newModel.candles.from.length === axis.length && newModel.candles.from.at(-1) === axis.at(-1);
  if (!chart || !sameAxis) {
    showChart(newModel, false);
    return;
  }
  model = newModel;
  chart.setOption({ series: [candleSeries(model, colours)] }, { lazyUpdate: true });
}

/** The chart as a picture of its own pixels, or null when it could not be loaded. */
export async function chartImage(pixelRatio) {
  await drawing;
  return chart && chart.getDataURL({ type: 'png', pixelRatio, backgroundColor: colours.surface, excludeComponents: ['dataZoom'] });
}

export function setUpChart() {
  byId('zoom-in').addEventListener('click', () => zoom(ZOOM_STEP));
  byId('zoom-out').addEventListener('click', () => zoom(1 / ZOOM_STEP));
  byId('zoom-all').addEventListener('click', () => chart && setZoom(0, 100));
  document.addEventListener('themechange', redraw);
  onSelect((start, byReader) => {
    // what follows a new result is drawn with it, and leaves the zoom alone
    if (chart && model && byReader) {
      chart.setOption({ series: [{ id: 'quadrants', data: quadrantData(model) }, { id: 'marks', data: marks(model) }] });
      reveal(model.rowOf(start));
    }
  });
}
