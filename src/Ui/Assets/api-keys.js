// The page of API keys: what it shows and does is the REST API's.
const NUMBERS = ['daily_budget_usd', 'monthly_budget_usd', 'requests_per_minute', 'tokens_per_minute'];

export function startApiKeys() {
  if (document.getElementById('api-keys')?.dataset.admin !== 'yes') {
    return;
  }
  document.getElementById('new-key').addEventListener('submit', event => {
    event.preventDefault();
    make(event.target);
  });
  document.getElementById('key-rows').addEventListener('click', event => {
    const button = event.target.closest('button[data-action]');
    if (button) {
      act(button.dataset.action, button.closest('tr').dataset.key);
    }
  });
  refresh();
}

async function ask(method, path, body) {
  const answer = await fetch(path, { method, headers: body ? { 'Content-Type': 'application/json' } : {}, body: body && JSON.stringify(body) });
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(json.error?.message ?? `The server answered ${answer.status}.`);
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

const refresh = () => attempt(async () => {
  const { keys } = await ask('GET', '/v1/keys');
  document.getElementById('key-rows').replaceChildren(...keys.map(row));
});

const make = form => attempt(async () => {
  const wish = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim() !== ''));
  for (const name of NUMBERS) {
    if (name in wish) {
      wish[name] = Number(wish[name]);
    }
  }
  if (wish.allowed_models) {
    wish.allowed_models = wish.allowed_models.split(',').map(model => model.trim()).filter(Boolean);
  }
  if (wish.expires_at) {
    wish.expires_at = new Date(wish.expires_at).toISOString();
  }
  reveal(await ask('POST', '/v1/keys', wish));
  form.reset();
  await refreshQuietly();
});

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
    const { keys } = await ask('GET', '/v1/keys');
    document.getElementById('key-rows').replaceChildren(...keys.map(row));
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
  const texts = [key.project, key.name || key.id, key.role, key.hint ? `…${key.hint}` : '', limits(key), money(key.spent_today_usd), money(key.spent_month_usd), state(key)];
  for (const [index, text] of texts.entries()) {
    const cell = line.insertCell();
    cell.textContent = text;
    cell.className = index === 5 || index === 6 ? 'number' : '';
  }
  const tools = line.insertCell();
  if (!key.is_fixed && key.status !== 'revoked') {
    tools.append(button('rotate', 'New secret'), ' ', button('revoke', 'Revoke'));
  }
  return line;
}

function button(action, text) {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'button', textContent: text });
  button.dataset.action = action;
  return button;
}

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
