/**
 * The address of the page names its view; what stands beside it is kept with the step of the history, so that back,
 * forward and reload show the same.
 */

const RANKING = '/ranking';
const SLOTS = '/horarios';

/** The addresses of the page's views. */
export const VIEWS = ['/', RANKING, SLOTS];

/** 'analysis', with the list of assets; 'ranking' or 'slots', alone; 'both', an analysis opened from the ranking and beside it. */
export function viewNow() {
  if (location.pathname === SLOTS) {
    return 'slots';
  }
  if (location.pathname === RANKING) {
    return 'ranking';
  }
  return history.state?.beside === 'ranking' ? 'both' : 'analysis';
}

/** The query of a path of ours, '' while the page is at another one. */
export const queryAt = (path) => (location.pathname === path ? location.search : '');

/**
 * @param replace whether "back" does not lead to what stood in the address before
 * @param beside what stands beside the analysis; without it, what stands there now
 */
export function putAddress(path, search, { replace = false, beside = history.state?.beside ?? null } = {}) {
  const address = search ? `${path}?${search}` : path;
  const state = { beside };
  if (replace) {
    history.replaceState(state, '', address);
  } else if (location.pathname + location.search !== address || history.state?.beside !== state.beside) {
    history.pushState(state, '', address);
  }
}
