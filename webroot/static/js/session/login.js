/** The ways to log in: the form, and the broker's own page; and the code form when the broker asks for a second factor. */
import * as api from '../net/api.js';
import { ApiError } from '../net/api.js';
import { byId, icon, setText, show } from '../lib/dom.js';
import { failureOf } from './form-failure.js';
import { hasText, t } from '../lib/i18n.js';
import { rememberForReturn } from '../lib/storage.js';

/** Confirmed in the broker's own application: there is no code to type here. */
const WITHOUT_CODE = 'push';

/** Where the server leaves what has failed on the way back from the broker's page. */
const FAILURE_COOKIE = 'catalogador_login_failure';

const DEMO = { email: 'demo@catalogador.local', password: 'demo-1234' };

let entered = () => {};
let challenge = null;
let loginFailure = null;
let codeFailure = null;

function mark(field, wrong) {
  field.setAttribute('aria-invalid', String(wrong));
}

/** Disables the button while a form is under way, so that a second click asks nothing twice. */
async function busy(button, failure, work) {
  const label = button.textContent;
  button.disabled = true;
  button.textContent = t('login.submitting');
  try {
    await work();
  } finally {
    button.disabled = failure.waits;
    button.textContent = label;
  }
}

function showCodeForm(visible) {
  show(byId('login-ways'), !visible);
  show(byId('code-form'), visible);
  codeFailure.clear();
  mark(byId('code'), false);
  byId('code').value = '';
  byId(visible ? 'code' : 'password').focus();
}

function methodName(method) {
  const key = `twoFactor.methods.${method}`;
  return t(hasText(key) ? key : 'twoFactor.methods.other');
}

function showMethods(methods, chosen) {
  const choice = byId('code-choice');
  const options = methods.map((method) => {
    const name = methodName(method);
    const unsupported = method === WITHOUT_CODE;
    const option = new Option(unsupported ? t('twoFactor.unsupported', { method: name }) : name, method);
    option.disabled = unsupported;
    return option;
  });
  choice.replaceChildren(...options);
  choice.value = chosen;
  show(byId('code-choices'), methods.length > 1);
}

function askForCode(answer) {
  challenge = answer.challenge;
  const sent = `twoFactor.sent.${answer.method}`;
  setText('code-method', t(hasText(sent) ? sent : 'twoFactor.sent.other'));
  showMethods(answer.methods ?? [answer.method], answer.method);
  showCodeForm(true);
}

/** The first empty or malformed field keeps the form from being sent. */
function missing(email, password) {
  if (!email.value.trim() || !email.checkValidity()) {
    return [email, t('login.missingEmail')];
  }
  return password.value ? null : [password, t('login.missingPassword')];
}

function showLoginFailure(failure) {
  const password = byId('password');
  const email = byId('email');
  loginFailure.show(failure);
  mark(password, failure.code === 'invalid_credentials');
  mark(email, failure.code === 'invalid_parameter');
  if (failure.code === 'invalid_credentials') {
    password.select();
  } else if (failure.code === 'invalid_parameter') {
    email.focus();
  }
}

async function submitLogin(event) {
  event.preventDefault();
  if (loginFailure.waits) {
    return;
  }
  const email = byId('email');
  const password = byId('password');
  email.removeAttribute('aria-invalid');
  password.removeAttribute('aria-invalid');
  const problem = missing(email, password);
  if (problem) {
    loginFailure.say(problem[1]);
    mark(problem[0], true);
    problem[0].focus();
    return;
  }
  loginFailure.clear();
  await busy(byId('login-submit'), loginFailure, async () => {
    try {
      const answer = await api.login(email.value.trim(), password.value);
      if (answer.challenge) {
        askForCode(answer);
      } else {
        await finish();
      }
    } catch (failure) {
      showLoginFailure(failure);
    }
  });
}

/** Without its challenge a code is good for nothing: back to the password. */
function showCodeFailure(failure) {
  if (failure.code === 'challenge_expired') {
    showCodeForm(false);
    loginFailure.show(failure);
    return;
  }
  codeFailure.show(failure);
  mark(byId('code'), failure.code === 'invalid_code');
}

async function submitCode(event) {
  event.preventDefault();
  if (codeFailure.waits) {
    return;
  }
  await busy(byId('code-submit'), codeFailure, async () => {
    try {
      await api.confirmCode(challenge, byId('code').value.trim());
      await finish();
    } catch (failure) {
      showCodeFailure(failure);
      byId('code').select();
    }
  });
}

async function resend() {
  await busy(byId('code-resend'), codeFailure, async () => {
    try {
      askForCode(await api.resendCode(challenge, byId('code-choice').value));
      setText('code-method', t('twoFactor.resent', { method: methodName(byId('code-choice').value) }));
    } catch (failure) {
      showCodeFailure(failure);
    }
  });
}

async function finish() {
  byId('password').value = '';
  showCodeForm(false);
  await entered();
}

function togglePassword() {
  const field = byId('password');
  const visible = field.type === 'password';
  field.type = visible ? 'text' : 'password';
  const toggle = byId('password-toggle');
  toggle.setAttribute('aria-pressed', String(visible));
  toggle.title = t(visible ? 'login.hidePassword' : 'login.showPassword');
  toggle.setAttribute('aria-label', toggle.title);
  toggle.replaceChildren(icon(visible ? 'eye-slash' : 'eye'));
}

/** Another site comes between: this tab remembers what was to be shown. */
function leaveForBroker() {
  rememberForReturn(location.pathname + location.search);
  location.assign('/api/v1/login/oauth');
}

/** The failure of a login on the broker's page, once; null without one. */
export function takeReturnFailure() {
  const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${FAILURE_COOKIE}=`));
  if (!found) {
    return null;
  }
  document.cookie = `${FAILURE_COOKIE}=; path=/; max-age=0; samesite=lax`;
  try {
    const base64 = found.slice(FAILURE_COOKIE.length + 1).replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const problem = JSON.parse(new TextDecoder().decode(bytes));
    return new ApiError(problem.code, problem, problem.retryAfter ?? null);
  } catch (unreadable) {
    return null;
  }
}

/** @param onEntered awaited after each successful login, before the form is free again */
export function setUpLogin(onEntered) {
  entered = onEntered;
  loginFailure = failureOf('login', [byId('login-submit'), byId('login-oauth')].filter(Boolean));
  // typed in before the script stood, but not sent
  ['login-submit', 'login-oauth', 'login-demo'].forEach((id) => byId(id)?.removeAttribute('disabled'));
  codeFailure = failureOf('code', [byId('code-submit'), byId('code-resend')]);
  // each way is only rendered where it is on
  byId('login-form')?.addEventListener('submit', submitLogin);
  byId('login-oauth')?.addEventListener('click', leaveForBroker);
  byId('code-form').addEventListener('submit', submitCode);
  byId('code-back').addEventListener('click', () => showCodeForm(false));
  byId('code-resend').addEventListener('click', resend);
  byId('password-toggle')?.addEventListener('click', togglePassword);
  // only rendered when the data are simulated
  byId('login-demo')?.addEventListener('click', () => {
    byId('email').value = DEMO.email;
    byId('password').value = DEMO.password;
    byId('login-form').requestSubmit();
  });
}

/** @param reason why the user is here again, or '' */
export function showLogin(reason) {
  setText('login-reason', reason);
  show(byId('login-reason'), reason !== '');
  const failure = takeReturnFailure();
  if (failure) {
    loginFailure.show(failure);
  }
  if (byId('login-form') && !failure) {
    byId(byId('email').value ? 'password' : 'email').focus();
  } else {
    byId('login-oauth')?.focus();
  }
}
