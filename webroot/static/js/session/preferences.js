/** What a user has set for himself: kept by the server, and by this browser in case the server forgets. */
import * as api from '../net/api.js';
import { recall, remember } from '../lib/storage.js';
import { keepPatterns } from '../model/strategies.js';

export const SECONDS_BEFORE = { least: 3, most: 120 };
const FAVOURITES_MOST = 60;
const PRESETS_MOST = 20;
const PATTERNS_MOST = 20;

const FIRST_STAKE = 10;
const ALERTS = { sound: false, notification: false, secondsBefore: 10 };
const UNSET = { alerts: null, stake: null, favourites: [], presets: [], patterns: [] };

let user = null;
let preferences = UNSET;
/** What the server has not been told yet. */
let unsaved = {};
let saving = Promise.resolve();

const place = () => `preferences.${user}`;

function recalled() {
  try {
    return JSON.parse(recall(place()) ?? '{}');
  } catch (unreadable) {
    return {};
  }
}

/** @param session the answer of `GET /session` */
export function loadPreferences(session) {
  user = session.user.id;
  unsaved = {};
  // a server without a store forgets with the session; this browser does not. Whatever the server has was set, also "off".
  const told = session.preferences;
  const known = recalled();
  preferences = Object.fromEntries(Object.entries(UNSET).map(([name, unset]) => [name, told[name] ?? known[name] ?? unset]));
  keepPatterns(preferences.patterns);
}

export const alertSettings = () => ({ ...ALERTS, ...preferences.alerts });

/** The first stake, in the currency of the account. */
export const stakeSetting = () => preferences.stake ?? FIRST_STAKE;

export const favourites = () => preferences.favourites;

/** `{name, parameters}` of each. */
export const presets = () => preferences.presets;

async function save() {
  const changes = unsaved;
  unsaved = {};
  try {
    if (Object.keys(changes).length > 0) {
      await api.setPreferences(changes);
    }
    return true;
  } catch (failure) {
    unsaved = { ...changes, ...unsaved };
    return false;
  }
}

/**
 * One request at a time, each with the newest settings: two at once could reach the server in either order, and the older
 * one would stay.
 *
 * @return whether the server has them too, so that they hold in other browsers
 */
function change(changes) {
  preferences = { ...preferences, ...changes };
  keepPatterns(preferences.patterns);
  unsaved = { ...unsaved, ...changes };
  remember(place(), JSON.stringify(preferences));
  saving = saving.then(save);
  return saving;
}

export const changeAlerts = (changes) => change({ alerts: { ...alertSettings(), ...changes } });

export const changeStake = (stake) => change({ stake });

/** Makes an asset a favourite, or no longer one; the oldest gives way to one too many. */
export function toggleFavourite(symbol) {
  const others = preferences.favourites.filter((other) => other !== symbol);
  const added = others.length === preferences.favourites.length;
  return change({ favourites: added ? [...others, symbol].slice(-FAVOURITES_MOST) : others });
}

/** Keeps parameters under a name; the same name holds the newer ones, and the oldest gives way to one too many. */
export const keepPreset = (name, parameters) =>
  change({ presets: [...preferences.presets.filter((other) => other.name !== name), { name, parameters }].slice(-PRESETS_MOST) });

export const dropPreset = (name) => change({ presets: preferences.presets.filter((other) => other.name !== name) });

/** Keeps a pattern under a name; the same name or text holds the newer one, and the oldest gives way to one too many. */
export const keepPattern = (name, text) =>
  change({
    patterns: [...preferences.patterns.filter((other) => other.name !== name && other.text !== text), { name, text }].slice(-PATTERNS_MOST),
  });

export const dropPattern = (text) => change({ patterns: preferences.patterns.filter((other) => other.text !== text) });
