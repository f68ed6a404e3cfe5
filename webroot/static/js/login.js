/** The login form, and the code form when the broker asks for a second factor. */
import * as api from './api.js';
import { byId, setText, show } from './dom.js';
import { timeWithSeconds } from './format.js';
import { hasText, t } from './i18n.js';

const DEMO = { email: 'demo@catalogador.local', password: 'demo-1234' };

let entered = () => {};
let challenge = null;

function showError(id, text, field) {
  setText(id, text);
  show(byId(id), text !== '');
  field?.setAttribute('aria-invalid', String(text !== ''));
}

/** Disables the button while a form is under way, so that a second click asks nothing twice. */
async function busy(button, work) {
  const label = button.textContent;
  button.disabled = true;
  button.textContent = t('login.submitting');
  try {
    await work();
  } finally {
    button.disabled = false;
    button.textContent = label;
  }
}

function showCodeForm(visible) {
  show(byId('login-form'), !visible);
  show(byId('code-form'), visible);
  showError('code-error', '', byId('code'));
  byId('code').value = '';
  byId(visible ? 'code' : 'password').focus();
}

function askForCode(answer) {
  challenge = answer.challenge;
  const key = `twoFactor.methods.${answer.method}`;
  setText('code-method', t('twoFactor.sent', { method: t(hasText(key) ? key : 'twoFactor.methods.other') }));
  showCodeForm(true);
}

function explain(failure) {
  if (failure.code === 'too_many_attempts' && failure.retryAfter) {
    return t('login.tryAgainAt', { time: timeWithSeconds(Date.now() / 1000 + failure.retryAfter) });
  }
  return failure.message;
}

/** The first empty or malformed field keeps the form from being sent. */
function missing(email, password) {
  if (!email.value.trim() || !email.checkValidity()) {
    return [email, t('login.missingEmail')];
  }
  return password.value ? null : [password, t('login.missingPassword')];
}

async function submitLogin(event) {
  event.preventDefault();
  const email = byId('email');
  const password = byId('password');
  email.removeAttribute('aria-invalid');
  password.removeAttribute('aria-invalid');
  const problem = missing(email, password);
  if (problem) {
    showError('login-error', problem[1], problem[0]);
    problem[0].focus();
    return;
  }
  showError('login-error', '');
  await busy(byId('login-submit'), async () => {
    try {
      const answer = await api.login(email.value.trim(), password.value);
      if (answer.challenge) {
        askForCode(answer);
      } else {
        await finish();
      }
    } catch (failure) {
      showError('login-error', explain(failure), failure.code === 'invalid_credentials' ? password : null);
      if (failure.code === 'invalid_credentials') {
        password.select();
      }
    }
  });
}

async function submitCode(event) {
  event.preventDefault();
  await busy(byId('code-submit'), async () => {
    try {
      await api.confirmCode(challenge, byId('code').value.trim());
      await finish();
    } catch (failure) {
      if (failure.code === 'challenge_expired') {
        showCodeForm(false);
        showError('login-error', failure.message);
      } else {
        showError('code-error', explain(failure), byId('code'));
        byId('code').select();
      }
    }
  });
}

/** The broker sends a new code for a new login; the password is still in its field. */
async function resend() {
  try {
    askForCode(await api.login(byId('email').value.trim(), byId('password').value));
    showError('code-error', t('twoFactor.resent'));
  } catch (failure) {
    showError('code-error', explain(failure));
  }
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
  toggle.firstElementChild.className = visible ? 'bi bi-eye-slash' : 'bi bi-eye';
}

/** @param onEntered awaited after each successful login, before the form is free again */
export function setUpLogin(onEntered) {
  entered = onEntered;
  byId('login-form').addEventListener('submit', submitLogin);
  byId('code-form').addEventListener('submit', submitCode);
  byId('code-back').addEventListener('click', () => showCodeForm(false));
  byId('code-resend').addEventListener('click', resend);
  byId('password-toggle').addEventListener('click', togglePassword);
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
  byId(byId('email').value ? 'password' : 'email').focus();
}
