/** Links to copy, and the note that it is done. */
import { announce, element } from './dom.js';
import { copy } from './downloads.js';
import { t } from './i18n.js';
import { toast } from './toasts.js';

const NOTE_SECONDS = 8;

export function tell(text) {
  toast({ 'data-test': 'export-note' }, NOTE_SECONDS, text);
  announce(text);
}

/** Copies a link; where the browser does not let the page, shows it to be copied by hand. */
export async function copyLink(address) {
  if (await copy(address)) {
    tell(t('exports.copied'));
  } else {
    toast({ 'data-test': 'export-note' }, 4 * NOTE_SECONDS, t('exports.copyByHand'), ' ', element('code', {}, address));
  }
}
