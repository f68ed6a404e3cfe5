/** How much of the days asked for is known yet, while the rest is fetched in the background. */
import { byId, setText, show } from '../lib/dom.js';
import { age, dayAndTime } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import * as api from '../net/api.js';

/** The whole sentence; empty when all is known. */
function sentence({ from, complete, fetching }, now) {
  const since = from === null ? t('coverage.nothing') : t('coverage.since', { time: dayAndTime(from, now) });
  return complete ? '' : `${since} ${t(fetching ? 'coverage.fetching' : 'coverage.stopped')}`;
}

/** Of the result on the screen, and when that was made; without coverage when it is not of days. */
let shown = { coverage: null, computedAt: 0 };

function draw() {
  const { coverage, computedAt } = shown;
  const text = coverage ? sentence(coverage, computedAt) : '';
  show(byId('coverage'), text !== '');
  setText('coverage-text', text);
  setText('coverage-left', '');
  show(byId('coverage-stop'), coverage?.fetching === true);
}

export function showCoverage({ catalog, computedAt }) {
  shown = { coverage: catalog.coverage, computedAt };
  draw();
}

/** @param news `{requestsLeft, secondsLeft}` of what is fetched; the last request before a stop tells them still */
export function showProgress({ requestsLeft, secondsLeft }) {
  const tells = requestsLeft > 0 && shown.coverage?.fetching;
  setText('coverage-left', tells ? `${plural('coverage.requests', requestsLeft)}, ${t('coverage.left', { time: age(secondsLeft) })}` : '');
}

async function stop() {
  byId('coverage-stop').disabled = true;
  try {
    await api.stopHistory();
    shown = { ...shown, coverage: shown.coverage && { ...shown.coverage, fetching: false } };
    draw();
  } catch (failure) {
    if (!(failure instanceof api.ApiError)) {
      throw failure;
    }
    setText('coverage-left', failure.message);
  } finally {
    byId('coverage-stop').disabled = false;
  }
}

export function setUpCoverage() {
  byId('coverage-stop').addEventListener('click', stop);
}
