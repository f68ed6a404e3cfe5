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

export function showCoverage({ catalog, computedAt }) {
  const { coverage } = catalog;
  const text = coverage ? sentence(coverage, computedAt) : '';
  show(byId('coverage'), text !== '');
  setText('coverage-text', text);
  setText('coverage-left', '');
  show(byId('coverage-stop'), coverage?.fetching === true);
}

/** @param news `{requestsLeft, secondsLeft}` */
export function showProgress({ requestsLeft, secondsLeft }) {
  setText('coverage-left', requestsLeft > 0 ? `${plural('coverage.requests', requestsLeft)}, ${t('coverage.left', { time: age(secondsLeft) })}` : '');
}

async function stop() {
  byId('coverage-stop').disabled = true;
  try {
    await api.stopHistory();
    setText('coverage-left', t('coverage.stopped'));
    show(byId('coverage-stop'), false);
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
