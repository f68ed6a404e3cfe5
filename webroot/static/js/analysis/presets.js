/** Sets of parameters that the reader has given a name: one click analyses with them, whatever the asset. */
import { announce, button, byId, element, icon, keep, show } from '../lib/dom.js';
import { t } from '../lib/i18n.js';
import { presetOf } from '../model/parameters.js';
import { dropPreset, keepPreset, presets } from '../session/preferences.js';

let apply = () => {};
let current = () => null;

function chip({ name, parameters }) {
  return element(
    'span',
    { class: 'preset' },
    button({ class: 'chip', 'data-test': 'preset', 'data-name': name }, () => apply(parameters), name),
    button(
      { class: 'icon-button', 'data-test': 'preset-drop', title: t('presets.drop', { name }), 'aria-label': t('presets.drop', { name }) },
      () => drop(name),
      icon('x-lg'),
    ),
  );
}

/** Also after a login: the presets of this user. */
export function showPresets() {
  keep(byId('presets'), presets(), { key: ({ name }) => name, look: (preset) => preset, render: chip });
}

function drop(name) {
  dropPreset(name);
  showPresets();
  announce(t('presets.dropped', { name }));
  byId('preset-name').focus();
}

function save() {
  const field = byId('preset-name');
  const name = field.value.trim();
  const parameters = current();
  show(byId('preset-error'), name === '');
  if (name === '') {
    field.focus();
  } else if (parameters) {
    keepPreset(name, presetOf(parameters));
    field.value = '';
    showPresets();
    announce(t('presets.kept', { name }));
  }
}

/**
 * @param onApply called with the parameters of a preset
 * @param whatIsAsked tells the parameters that the form has now; null when one is out of its range
 */
export function setUpPresets(onApply, whatIsAsked) {
  apply = onApply;
  current = whatIsAsked;
  byId('preset-save').addEventListener('click', save);
  byId('preset-name').addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      save();
    }
  });
  // a name is no parameter: nothing is analysed because of it
  byId('preset-name').addEventListener('change', (event) => event.stopPropagation());
}
