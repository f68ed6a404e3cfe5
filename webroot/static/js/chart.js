/**
 * Candles with each quadrant framed in its outcome's colour and named by its letter. Drawn by ECharts, which is loaded
 * with the first result so that the login page stays light.
 */
import { TAB_HEIGHT, candleRange, markShape, quadrantShape, readColours } from './chart-shapes.js';
import { byId, element, loadScript } from './dom.js';
import { dayAndTime, decimalsOf, number, time } from './format.js';
import { t } from './i18n.js';
import { onSelect, select, selectedStart } from './selection.js';

/** Frames span candles and have no price of their own: the price axis must not count them. */
const NO_PRICE = { x: [0, 1], y: -1 };
const ZOOM_STEP = 0.7;
/** A candle narrower than this cannot be read, so longer catalogues open on their last part. */
const CANDLE_PIXELS = 7;

let library = null;
let chart = null;
let model = null;
let colours = null;

function loadLibrary() {
  library ??= loadScript(new URL('../vendor/echarts.min.js', import.meta.url));
  // a failed download may succeed with the next analysis
  library.catch(() => (library = null));
  return library;
}

/** [candle index, attempt]; attempt -1 marks an analysed candle. */
function marks() {
  const row = model.rowOf(selectedStart());
  if (!row) {
    return [];
  }
  const reached = row.attemptsAt.slice(0, row.martingale + 1);
  const pairs = [...row.analysedAt.map((from) => [from, -1]), ...reached.map((from, attempt) => [from, attempt])];
  return pairs
    .map(([from, attempt]) => [model.candleAt(from), attempt])
    .filter(([index]) => index !== undefined);
}

function tooltip([candle]) {
  if (!candle) {
    return '';
  }
  const index = candle.dataIndex;
  const { candles } = model;
  const digits = decimalsOf(candles.close);
  const line = (name) => element('div', {}, `${t(`chart.${name}`)} `, element('b', {}, number(candles[name][index], digits)));
  const row = rowAt(index);
  return element(
    'div',
    { class: 'chart-tip' },
    element('strong', {}, dayAndTime(candles.from[index], model.computedAt)),
    ...['open', 'high', 'low', 'close'].map(line),
    row ? element('div', { class: 'chart-tip-outcome' }, row.outcome.words) : null,
  );
}

function rowAt(index) {
  const from = model.candles.from[index];
  return model.rows.find((row) => row.start <= from && from < row.end);
}

function quadrantData() {
  return model.rows
    .map((row, index) => [candleRange(model, row), index])
    .filter(([range]) => range)
    .map(([[first, last], index]) => [first, last, index]);
}

function series() {
  const { open, close, low, high } = model.candles;
  return [
    {
      id: 'quadrants',
      type: 'custom',
      renderItem: (params, api) => quadrantShape(model.rows[api.value(2)], selectedStart(), colours, params.coordSys, api),
      data: quadrantData(),
      encode: NO_PRICE,
      tooltip: { show: false },
      z: 1,
    },
    {
      id: 'candles',
      type: 'candlestick',
      data: open.map((price, index) => [price, close[index], low[index], high[index]]),
      // hollow rises, filled falls: the colour of a candle is told by its shape too
      itemStyle: {
        color: colours.surface,
        borderColor: colours.up,
        color0: colours.down,
        borderColor0: colours.down,
        borderColorDoji: colours.doji,
        borderWidth: 1.4,
      },
      barMaxWidth: 14,
      z: 3,
    },
    { id: 'marks', type: 'custom', renderItem: (params, api) => markShape(api.value(1), colours, params.coordSys, api), data: marks(), encode: { x: 0, y: -1 }, silent: true, tooltip: { show: false }, z: 2 },
  ];
}

function option() {
  const { candles } = model;
  const digits = decimalsOf(candles.close);
  const label = { backgroundColor: colours.text, color: colours.surface };
  return {
    animation: false,
    textStyle: { fontFamily: colours.font },
    grid: { left: 8, right: 12 + 7.5 * (digits + 3), top: TAB_HEIGHT + 14, bottom: 62 },
    xAxis: {
      type: 'category',
      data: candles.from,
      axisLabel: { color: colours.text, formatter: (from) => time(Number(from)), hideOverlap: true, alignMinLabel: 'left' },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisPointer: { label: { ...label, formatter: ({ value }) => dayAndTime(Number(value), model.computedAt) } },
    },
    yAxis: {
      scale: true,
      position: 'right',
      // room below the candles for the marks of the selected quadrant
      boundaryGap: ['12%', '6%'],
      axisLabel: { color: colours.text, formatter: (price) => number(price, digits), showMinLabel: false },
      splitLine: { lineStyle: { color: colours.line, opacity: 0.5 } },
      axisPointer: { label: { ...label, formatter: ({ value }) => number(value, digits) } },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      axisPointer: { type: 'cross', lineStyle: { color: colours.text }, crossStyle: { color: colours.text } },
      formatter: tooltip,
      backgroundColor: colours.surface,
      borderColor: colours.line,
    },
    dataZoom: [
      // the wheel scrolls the page; with Ctrl it zooms. A finger moves the chart sideways and the page up and down.
      { type: 'inside', filterMode: 'weakFilter', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, preventDefaultMouseMove: false },
      {
        type: 'slider',
        filterMode: 'weakFilter',
        height: 18,
        bottom: 10,
        left: 12,
        showDetail: false,
        brushSelect: false,
        borderColor: colours.line,
        fillerColor: `${colours.accent}33`,
        handleStyle: { color: colours.accent, borderColor: colours.accent },
        moveHandleSize: 4,
        moveHandleStyle: { color: colours.accent, opacity: 0.6 },
        dataBackground: { lineStyle: { color: colours.text, opacity: 0.4 }, areaStyle: { opacity: 0 } },
        selectedDataBackground: { lineStyle: { color: colours.accent }, areaStyle: { opacity: 0 } },
      },
    ],
    series: series(),
  };
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

function onChartClick(event) {
  const row = event.seriesId === 'quadrants' ? model.rows[event.data[2]] : rowAt(event.dataIndex);
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

function redraw() {
  if (chart && model) {
    colours = readColours();
    chart.setOption(option());
  }
}

/** @param fresh whether the reader asked for this result; a refresh keeps his zoom */
export async function showChart(newModel, fresh) {
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
  chart.resize();
  redraw();
  if (fresh) {
    openOnLastPart();
  }
}

export function setUpChart() {
  byId('zoom-in').addEventListener('click', () => zoom(ZOOM_STEP));
  byId('zoom-out').addEventListener('click', () => zoom(1 / ZOOM_STEP));
  byId('zoom-all').addEventListener('click', () => chart && setZoom(0, 100));
  document.addEventListener('themechange', redraw);
  onSelect((start, byReader) => {
    // what follows a new result is drawn with it, and leaves the zoom alone
    if (chart && model && byReader) {
      chart.setOption({ series: [{ id: 'quadrants', data: quadrantData() }, { id: 'marks', data: marks() }] });
      reveal(model.rowOf(start));
    }
  });
}
