/** A failure told where the result is, with another try: by a click, or by itself when waiting may cure it. */
import { button, byId, element, icon, show } from '../lib/dom.js';
import { t } from '../lib/i18n.js';

const FIRST_RETRY_SECONDS = 4;
const LONGEST_RETRY_SECONDS = 30;
/** The same question is refused again. */
const FINAL = ['invalid_parameter', 'asset_unknown', 'file_removed', 'file_coarse'];

/**
 * @param id of the node that tells it
 * @param hook name of the button for browser tests
 */
export function problemAt(id, hook) {
  let timer = null;

  const stopRetrying = () => clearInterval(timer);

  function retryLater(seconds, countdown, retry) {
    let left = seconds;
    const tick = () => {
      countdown.textContent = left > 0 ? t('state.retryIn', { seconds: left }) : t('state.retrying');
      if (left <= 0) {
        stopRetrying();
        retry();
      }
      left -= 1;
    };
    tick();
    timer = setInterval(tick, 1000);
  }

  return {
    stopRetrying,

    clear() {
      stopRetrying();
      show(byId(id), false);
    },

    /**
     * @param failures how many there were in a row; each doubles the wait
     * @param stale sentence about what is still on the screen, or ''
     */
    show(failure, failures, stale, retry) {
      stopRetrying();
      const countdown = element('span', { class: 'retry' });
      byId(id).replaceChildren(
        icon('exclamation-triangle'),
        element(
          'div',
          { class: 'problem-text' },
          element('b', { role: 'alert' }, failure.message),
          element('span', {}, countdown, ' ', stale && element('span', {}, stale)),
        ),
        FINAL.includes(failure.code)
          ? ''
          : button({ class: 'btn btn-quiet', 'data-test': hook }, retry, t(failure.passing ? 'state.retryNow' : 'state.retry')),
      );
      show(byId(id), true);
      if (failure.passing) {
        const wait = failure.retryAfter ?? Math.min(LONGEST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** (failures - 1));
        retryLater(wait, countdown, retry);
      }
    },
  };
}
