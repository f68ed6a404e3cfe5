/** What a login form says when it fails: our sentence, the broker's own words, and how long to wait. */
import { byId, setText, show } from '../lib/dom.js';
import { countdown } from '../lib/format.js';
import { hasText, t } from '../lib/i18n.js';

const TICK_MS = 250;

/** A failed login has sentences of its own for some codes; they say what to do. */
function sentence(failure) {
  if (failure.code === 'code_not_sent' && failure.problem.method === 'push') {
    return t('twoFactor.pushOnly');
  }
  if (failure.code === 'invalid_parameter' && failure.problem.field === 'email') {
    return t('login.invalidEmail');
  }
  const key = `loginErrors.${failure.code}`;
  return hasText(key) ? t(key, failure.problem) : failure.message;
}

/**
 * @param prefix of the ids `-error`, `-words` and `-wait`
 * @param buttons that do nothing before the wait is over
 */
export function failureOf(prefix, buttons) {
  const wait = byId(`${prefix}-wait`);
  let until = 0;
  let timer = null;

  function enable() {
    buttons.forEach((button) => {
      button.disabled = until > 0;
    });
  }

  function stop(text = '') {
    clearInterval(timer);
    until = 0;
    enable();
    wait.textContent = text;
    show(wait, text !== '');
  }

  function tick() {
    const left = Math.ceil((until - performance.now()) / 1000);
    if (left <= 0) {
      stop(t('login.canTryAgain'));
    } else {
      wait.textContent = t('login.tryAgainIn', { time: countdown(left).replace(/^0/, '') });
    }
  }

  function say(text) {
    setText(`${prefix}-error`, text);
    show(byId(`${prefix}-error`), text !== '');
  }

  function sayWords(words) {
    // Text only: whatever the broker wrote stays what it is, somebody else's words.
    setText(`${prefix}-words`, words && t('login.brokerSaid', { brokerMessage: words }));
    show(byId(`${prefix}-words`), words !== '');
  }

  return {
    /** Whether it is too soon for another try. */
    get waits() {
      return until > 0;
    },

    clear() {
      say('');
      sayWords('');
      stop();
    },

    say(text) {
      this.clear();
      say(text);
    },

    show(failure) {
      this.clear();
      say(sentence(failure));
      sayWords(failure.problem.brokerMessage ?? '');
      if (failure.retryAfter) {
        until = performance.now() + failure.retryAfter * 1000;
        enable();
        tick();
        show(wait, true);
        timer = setInterval(tick, TICK_MS);
      }
    },
  };
}
