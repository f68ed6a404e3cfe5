/** What shows hours has a script of its own, which comes when the reader wants to see them for the first time. */
import { loadScript } from '../lib/dom.js';
import { staticFile } from '../lib/static-file.js';
import { ApiError } from '../net/api.js';

let loading = null;
/** What that script does, once it stands; null before. */
let hours = null;

export function hoursStand(functions) {
  hours = functions;
}

export const hoursNow = () => hours;

/** @throws ApiError when it does not come */
export async function loadHours() {
  loading ??= loadScript(staticFile('js/hours.js'), 'module').catch(() => {
    throw new ApiError('network');
  });
  // a failed download may succeed with the next try
  loading.catch(() => (loading = null));
  await loading;
  return hours;
}
