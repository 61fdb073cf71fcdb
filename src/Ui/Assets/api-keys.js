// The page of API keys: what it shows and does is the REST API's.
import { clearFaults, fill, showFault, valuesOf } from './key-form.js';

let shown = [];

export function startApiKeys() {
  if (document.getElementById('api-keys')?.dataset.admin !== 'yes') {
    return;
  }
  const dialog = document.getElementById('edit-key');
  for (const [form, step] of [[document.getElementById('new-key'), make], [dialog.querySelector('form'), save]]) {
    form.addEventListener('submit', event => {
      event.preventDefault();
      submit(form, step);
    });
  }
  dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
  document.getElementById('key-rows').addEventListener('click', event => {
    const button = event.target.closest('button[data-action]');
    if (button) {
      start(button.dataset.action, button.closest('tr').dataset.key);
    }
  });
  refresh();
}

async function ask(method, path, body) {
  const answer = await fetch(path, { method, headers: body ? { 'Content-Type': 'application/json' } : {}, body: body && JSON.stringify(body) })
    .catch(() => { throw new Error('The server does not answer.'); });
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw Object.assign(new Error(json.error?.message ?? `The server answered ${answer.status}.`), { param: json.error?.param });
  }
  return json;
}

async function attempt(step) {
  const fault = document.getElementById('key-fault');
  try {
    await step();
    fault.hidden = true;
  } catch (cause) {
    fault.textContent = cause.message;
    fault.hidden = false;
  }
}

/** One at a time; what is wrong is said in the form. */
async function submit(form, step) {
  if (form.ariaBusy) {
    return;
  }
  clearFaults(form);
  form.ariaBusy = 'true';
  try {
    await step(form);
  } catch (cause) {
    showFault(form, cause);
  } finally {
    form.ariaBusy = null;
  }
}

const list = async () => {
  shown = (await ask('GET', '/v1/keys')).keys;
  document.getElementById('key-rows').replaceChildren(...shown.map(row));
};

const refresh = () => attempt(list);

async function make(form) {
  const wish = Object.entries(valuesOf(form)).filter(([, value]) => value !== null && value !== '' && value !== false && value.length !== 0);
  reveal(await ask('POST', '/v1/keys', Object.fromEntries(wish)));
  form.reset();
  await refreshQuietly();
}

function edit(key) {
  const dialog = document.getElementById('edit-key');
  const form = dialog.querySelector('form');
  document.getElementById('edit-title').textContent = `Edit ${nameOf(key)}`;
  clearFaults(form);
  fill(form, key);
  Object.assign(form.dataset, { key: key.id, before: JSON.stringify(valuesOf(form)) });
  dialog.showModal();
}

/** Only what somebody changed is sent, so that a change by another is not undone. */
async function save(form) {
  const before = JSON.parse(form.dataset.before);
  const wish = Object.entries(valuesOf(form)).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]));
  const id = form.dataset.key;
  if (wish.length > 0) {
    await ask('PATCH', `/v1/keys/${encodeURIComponent(id)}`, Object.fromEntries(wish));
  }
  form.parentElement.close();
  await refreshQuietly();
  document.querySelector(`tr[data-key="${CSS.escape(id)}"] button`)?.focus();
}

const start = (action, id) => action === 'edit' ? edit(shown.find(key => key.id === id)) : act(action, id);

const act = (action, id) => attempt(async () => {
  if (!confirm(action === 'revoke' ? 'Revoke this key? Whoever uses it is locked out at once.' : 'Give this key a new secret? The old one stops working at once.')) {
    return;
  }
  const path = `/v1/keys/${encodeURIComponent(id)}`;
  if (action === 'revoke') {
    await ask('DELETE', path);
  } else {
    reveal(await ask('POST', `${path}/rotate`));
  }
  await refreshQuietly();
});

/** The first key locks its maker out of this page until it is used to sign in; the secret stays in sight. */
async function refreshQuietly() {
  try {
    await list();
  } catch {
    // Nothing is lost: the secret is shown, and the next page asks to sign in.
  }
}

function reveal(key) {
  const box = document.getElementById('new-secret');
  box.querySelector('pre').textContent = key.secret_key;
  box.hidden = false;
  box.scrollIntoView({ block: 'nearest' });
}

function row(key) {
  const line = document.createElement('tr');
  line.dataset.key = key.id;
  line.dataset.status = key.status;
  const texts = [key.project, nameOf(key), key.role, key.hint ? `…${key.hint}` : '', limits(key), money(key.spent_today_usd), money(key.spent_month_usd), state(key)];
  for (const [index, text] of texts.entries()) {
    const cell = line.insertCell();
    cell.textContent = text;
    cell.className = index === 5 || index === 6 ? 'number' : '';
  }
  const tools = line.insertCell();
  if (!key.is_fixed && key.status !== 'revoked') {
    tools.append(button('edit', 'Edit', key), ' ', button('rotate', 'New secret', key), ' ', button('revoke', 'Revoke', key));
  }
  return line;
}

function button(action, text, key) {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'button', textContent: text, ariaLabel: `${text}: ${nameOf(key)}` });
  button.dataset.action = action;
  return button;
}

const nameOf = key => key.name || key.id;

const money = usd => usd === 0 ? '$0' : `$${usd.toFixed(usd < 1 ? 4 : 2)}`;

const state = key => key.is_fixed ? `${key.status}, in the settings`
  : key.expires_at && key.status === 'active' ? `active until ${new Date(key.expires_at).toLocaleString()}`
  : key.status;

const limits = key => [
  key.daily_budget_usd !== null && `$${key.daily_budget_usd}/day`,
  key.monthly_budget_usd !== null && `$${key.monthly_budget_usd}/month`,
  key.requests_per_minute !== null && `${key.requests_per_minute} requests/min`,
  key.tokens_per_minute !== null && `${key.tokens_per_minute} tokens/min`,
  key.allowed_models.length > 0 && key.allowed_models.join(', '),
].filter(Boolean).join(' · ');
