/**
 * A trader's gestures on the chart: the wheel and two fingers zoom, a drag moves, a drag on a scale stretches it, a double
 * click shows all; arrow keys read the candles one by one. Turns events of the canvas into calls of what the chart can do.
 */
import { moved, zoomed } from './view.js';

const WHEEL_ZOOM = 0.0015;
/** A press that moves less is a click. */
const CLICK_PIXELS = 4;
const ZOOM_STEP = 0.7;
const LONG_STEP = 10;

const position = (event) => ({ x: event.offsetX, y: event.offsetY });

/**
 * @param canvas receives the gestures
 * @param chart what they change: `{state(), setView(view), setPrices(range), point(place, price, y), leave(), step(by),
 *     toEnd(newest), choose(place), chooseThere(), fit()}`; `state` is `{areas, view, prices, stretched, count}`, or null
 *     while nothing is shown
 */
export function setUpGestures(canvas, chart) {
  /** Pointers that are down, by id, where they are; and what their moving does. */
  const down = new Map();
  let drag = null;

  const partAt = ({ x, y }, { areas }) => {
    if (x >= areas.plot.width) {
      return 'prices';
    }
    return y >= areas.times.top ? 'times' : 'plot';
  };

  const placeAt = (x, { areas, view }) => view.first + (x / areas.plot.width) * (view.last - view.first);

  function priceAt(y, { areas, prices: [low, high] }) {
    return high - ((y - areas.plot.top) / areas.plot.height) * (high - low);
  }

  function point(at, state) {
    const { plot, strip } = state.areas;
    if (at.x < plot.width && at.y >= plot.top && at.y < strip.top) {
      chart.point(placeAt(at.x, state), priceAt(at.y, state), at.y);
    } else {
      chart.leave();
    }
  }

  function stretch([low, high], factor) {
    const middle = (low + high) / 2;
    const half = ((high - low) / 2) * factor;
    chart.setPrices([middle - half, middle + half]);
  }

  const DRAGS = {
    plot({ areas, view, prices, stretched, count }, dx, dy) {
      if (stretched) {
        const by = (dy / areas.plot.height) * (prices[1] - prices[0]);
        chart.setPrices([prices[0] + by, prices[1] + by]);
      }
      chart.setView(moved(view, (-dx / areas.plot.width) * (view.last - view.first), count));
    },
    prices({ areas, prices }, dx, dy) {
      stretch(prices, Math.exp(dy / areas.plot.height));
    },
    times({ areas, view, count }, dx) {
      chart.setView(zoomed(view, Math.exp(-dx / areas.plot.width), view.last, count));
    },
  };

  function fingers() {
    const [one, other] = [...down.values()];
    return { distance: Math.max(1, Math.abs(one.x - other.x)), middle: (one.x + other.x) / 2 };
  }

  function pinch({ before, fingers: begun }) {
    const { distance, middle } = fingers();
    const near = zoomed(before.view, begun.distance / distance, placeAt(begun.middle, before), before.count);
    const by = ((begun.middle - middle) / before.areas.plot.width) * (near.last - near.first);
    chart.setView(moved(near, by, before.count));
  }

  function beginDrag(at, state, hasMoved) {
    drag = { at, part: partAt(at, state), before: state, hasMoved, fingers: down.size === 2 ? fingers() : null };
  }

  function onDown(event) {
    const state = chart.state();
    if (state && event.button === 0) {
      canvas.setPointerCapture(event.pointerId);
      down.set(event.pointerId, position(event));
      beginDrag(position(event), state, false);
    }
  }

  function onMove(event) {
    const state = chart.state();
    if (!state) {
      return;
    }
    const at = position(event);
    point(at, state);
    if (!down.has(event.pointerId)) {
      canvas.dataset.part = partAt(at, state);
      return;
    }
    down.set(event.pointerId, at);
    const [dx, dy] = [at.x - drag.at.x, at.y - drag.at.y];
    drag.hasMoved ||= Math.hypot(dx, dy) >= CLICK_PIXELS;
    if (drag.fingers && down.size === 2) {
      pinch(drag);
    } else if (drag.hasMoved) {
      DRAGS[drag.part](drag.before, dx, dy);
    }
  }

  function onUp(event) {
    if (!down.delete(event.pointerId)) {
      return;
    }
    const state = chart.state();
    if (event.type === 'pointerup' && !drag.hasMoved && !drag.fingers && drag.part === 'plot') {
      chart.choose(placeAt(position(event).x, state));
    }
    if (down.size > 0) {
      beginDrag([...down.values()][0], state, true);
    }
  }

  function onWheel(event) {
    const state = chart.state();
    if (!state) {
      return;
    }
    event.preventDefault();
    const { areas, view, prices, count } = state;
    const at = position(event);
    const factor = Math.exp(event.deltaY * WHEEL_ZOOM);
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      const by = event.shiftKey ? event.deltaY : event.deltaX;
      chart.setView(moved(view, (by / areas.plot.width) * (view.last - view.first), count));
    } else if (partAt(at, state) === 'prices') {
      stretch(prices, factor);
    } else {
      chart.setView(zoomed(view, factor, placeAt(at.x, state), count));
    }
  }

  function zoom(factor) {
    const state = chart.state();
    if (state) {
      chart.setView(zoomed(state.view, factor, state.view.last, state.count));
    }
  }

  const KEYS = {
    ArrowLeft: (event) => chart.step(event.shiftKey ? -LONG_STEP : -1),
    ArrowRight: (event) => chart.step(event.shiftKey ? LONG_STEP : 1),
    Home: () => chart.toEnd(false),
    End: () => chart.toEnd(true),
    '+': () => zoom(ZOOM_STEP),
    '-': () => zoom(1 / ZOOM_STEP),
    0: chart.fit,
    Enter: chart.chooseThere,
    Escape: chart.leave,
  };

  function onKey(event) {
    const act = KEYS[event.key];
    if (act && chart.state() && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      // the page's own arrow keys walk the quadrants
      event.stopPropagation();
      act(event);
    }
  }

  canvas.addEventListener('pointerdown', onDown);
  canvas.addEventListener('pointermove', onMove);
  canvas.addEventListener('pointerup', onUp);
  canvas.addEventListener('pointercancel', onUp);
  canvas.addEventListener('pointerleave', chart.leave);
  canvas.addEventListener('dblclick', chart.fit);
  canvas.addEventListener('wheel', onWheel, { passive: false });
  canvas.addEventListener('keydown', onKey);
  return { closer: () => zoom(ZOOM_STEP), farther: () => zoom(1 / ZOOM_STEP) };
}
