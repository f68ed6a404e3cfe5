/** The calls of /api/v1. Every failure is an ApiError whose code has a sentence in the texts. */
import { hasText, language, t } from '../lib/i18n.js';
import { elapsed, learnTime } from '../lib/clock.js';

const BASE = '/api/v1';
const TIMEOUT_MS = 30_000;
const TEXTS = ['text/csv', 'application/jsonl'];
/** Where the server does not say when to ask again. */
const RETRY_SECONDS = 2;
/** How often a call is made again that was one too many of its session at once: other tabs of the browser ask, too. */
const TURNS = 10;

/** Our own sentence; the server's when it knows a code or a value that we do not. */
function sentence(code, problem, retryAfter) {
  // what a link may ask wrongly has a sentence of its own
  const wrong = `invalidParameters.${problem.field}`;
  const key = code === 'invalid_parameter' && hasText(wrong) ? wrong : `errors.${code}`;
  const wait = retryAfter === null ? {} : { retryAfter };
  const own = hasText(key) ? t(key, { ...wait, ...problem }) : '';
  return own && !own.includes('{') ? own : problem.detail || t('errors.internal_error');
}

export class ApiError extends Error {
  constructor(code, problem = {}, retryAfter = null) {
    super(sentence(code, problem, retryAfter));
    this.code = code;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** Whether waiting may cure it without the user doing anything. */
  get passing() {
    return this.kept || ['broker_unavailable', 'broker_timeout', 'network'].includes(this.code);
  }

  /** Whether the session goes on and only cannot be asked for a moment. */
  get kept() {
    return ['store_unavailable', 'interrupted', 'busy', 'too_many_requests'].includes(this.code);
  }
}

let sessionLost = () => {};
let sessionTook = 0;

/** Called with the error whenever a call finds that nobody is logged in any more. */
export function onSessionLost(listener) {
  sessionLost = listener;
}

function read(response) {
  if (response.status === 204) {
    return null;
  }
  const type = response.headers.get('Content-Type') ?? '';
  return response.ok && TEXTS.some((text) => type.startsWith(text)) ? response.text() : response.json();
}

async function call(path, { method = 'GET', body, signal } = {}) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), TIMEOUT_MS);
  signal?.addEventListener('abort', () => limit.abort());
  const headers = { Accept: 'application/json', 'Accept-Language': language };
  if (method !== 'GET') {
    headers['X-Requested-With'] = 'catalogador';
  }
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  try {
    const response = await fetch(BASE + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      signal: limit.signal,
    });
    const answer = await read(response);
    if (response.ok) {
      return { status: response.status, answer };
    }
    const retryAfter = Number(response.headers.get('Retry-After')) || null;
    throw new ApiError(answer?.code ?? 'internal_error', answer ?? {}, retryAfter);
  } catch (failure) {
    if (signal?.aborted || failure instanceof ApiError) {
      throw failure;
    }
    // a refused connection, a time-out, or a proxy that answers something else than JSON
    throw new ApiError('network');
  } finally {
    clearTimeout(timer);
  }
}

/** Tells when a failure says that nobody is logged in any more. */
export function noteLoss(failure) {
  if (failure.code === 'session_ended' || failure.code === 'unauthorized') {
    sessionLost(failure);
  }
}

/** Until the server may be asked again. */
function retryTime(failure) {
  return new Promise((resolve) => {
    setTimeout(resolve, 1000 * (failure.retryAfter ?? RETRY_SECONDS));
  });
}

/**
 * A call that only makes sense for somebody who is logged in. Of one too many at once the server has done nothing: it is
 * made again.
 */
async function callAsUser(path, options, turns = TURNS) {
  try {
    return (await call(path, options)).answer;
  } catch (failure) {
    if (failure.code === 'too_many_requests' && turns > 0) {
      await retryTime(failure);
      if (!options?.signal?.aborted) {
        return callAsUser(path, options, turns - 1);
      }
    }
    noteLoss(failure);
    throw failure;
  }
}

/** As a query; what is null is left out, and the server then takes its default. */
const query = (parameters) =>
  new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== null)).toString();

/** `{challenge, method, expiresAt}` when the broker wants a second factor, else `{user, mode, ...}`. */
export const login = async (email, password) => (await call('/login', { method: 'POST', body: { email, password } })).answer;

export const confirmCode = async (challenge, code) =>
  (await call('/login/2fa', { method: 'POST', body: { challenge, code } })).answer;

/** Another code for the same login, by one of its methods; answers as the login did. */
export const resendCode = async (challenge, method) =>
  (await call('/login/2fa/resend', { method: 'POST', body: { challenge, method } })).answer;

/** @param all whether on all devices of the user, not only on this one */
export const logout = (all) => callAsUser('/logout', { method: 'POST', body: all ? { all } : undefined });

export async function session() {
  const begin = elapsed();
  const answer = await callAsUser('/session');
  sessionTook = elapsed() - begin;
  learnTime(answer.sentAtMs);
  return answer;
}

/** Seconds until the last answer of `session` was here: hardly more than the way to the server and back. */
export const wayAndBack = () => sessionTook;

/**
 * The session at the start of a page: while it goes on and only cannot be asked, it is asked again.
 *
 * @param told called with each failure that is waited out
 */
export async function sessionWhenReady(told) {
  for (;;) {
    try {
      return await session();
    } catch (failure) {
      if (!failure.kept) {
        throw failure;
      }
      told(failure);
      await retryTime(failure);
    }
  }
}

export const assets = () => callAsUser('/assets');

export const strategies = () => callAsUser('/strategies');

export const catalog = (parameters, signal) => callAsUser(`/catalog?${query(parameters)}`, { signal });

const given = (question) => Object.fromEntries(Object.entries(question).filter(([, value]) => value !== null));

/** The catalogue of candles of the caller's own. */
export const catalogOf = (question, signal) =>
  callAsUser('/catalog', { method: 'POST', body: given(question), signal });

/** By weekday and hour; `rowsBefore` and money play no part. */
export const hours = (parameters, signal) => callAsUser(`/hours?${query(parameters)}`, { signal });

/** The hours of candles of the caller's own. */
export const hoursOf = (question, signal) => callAsUser('/hours', { method: 'POST', body: given(question), signal });

/** By the time of the day. */
export const slots = (parameters, signal) => callAsUser(`/slots?${query(parameters)}`, { signal });

/** The slots of candles of the caller's own. */
export const slotsOf = (question, signal) => callAsUser('/slots', { method: 'POST', body: given(question), signal });

/** A failure as the problem that the server told, or as none that could be read. */
function problemOf(request) {
  const retryAfter = Number(request.getResponseHeader('Retry-After')) || null;
  try {
    const problem = JSON.parse(request.responseText);
    return new ApiError(problem.code ?? 'internal_error', problem, retryAfter);
  } catch (noProblem) {
    return new ApiError('network');
  }
}

/**
 * Reads a file of candles: `{understood, candles}`. `fetch` cannot tell how much of it is sent, so this does not use it.
 *
 * @param corrected what the reader knows better, e.g. `{zone, stamp}`
 * @param onProgress called with the share that is sent
 */
export function readCandles(file, corrected, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => {
      const failure = problemOf(request);
      noteLoss(failure);
      reject(failure);
    };
    const body = new FormData();
    body.append('file', file, file.name);
    request.open('POST', `${BASE}/candles/read?${query(corrected)}`);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', language);
    request.setRequestHeader('X-Requested-With', 'catalogador');
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener('load', () => (request.status === 200 ? resolve(JSON.parse(request.responseText)) : fail()));
    request.addEventListener('error', fail);
    request.addEventListener('abort', fail);
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

/** Old candles are no longer fetched in the background; those that have come stay. */
export const stopHistory = () => callAsUser('/history/fetch', { method: 'DELETE' });

/** @param preferences as in `GET /session`; what is left out keeps its value */
export const setPreferences = (preferences) => callAsUser('/preferences', { method: 'PUT', body: preferences });

/** How the ranking stands, with its first cells. */
export const ranking = () => callAsUser('/ranking?limit=50');

export const rankingPart = (offset, limit) => callAsUser(`/ranking?${query({ offset, limit })}`);

export const rankingCsv = () => callAsUser('/ranking?format=csv');

export const startRanking = (parameters) => callAsUser('/ranking', { method: 'POST', body: given(parameters) });

export const cancelRanking = () => callAsUser('/ranking/cancel', { method: 'POST' });

export const clearRanking = () => callAsUser('/ranking', { method: 'DELETE' });

export const setAutoUpdate = (enabled) => callAsUser('/ranking/auto-update', { method: 'PUT', body: { enabled } });

/** `{state, seconds, secondsLeft, full}` of the recording of the user's own session. */
export const recording = () => callAsUser('/recording');

export const startRecording = () => callAsUser('/recording', { method: 'POST' });

export const stopRecording = () => callAsUser('/recording/stop', { method: 'POST' });

export const deleteRecording = () => callAsUser('/recording', { method: 'DELETE' });

export const recordingFile = () => callAsUser('/recording/file');
