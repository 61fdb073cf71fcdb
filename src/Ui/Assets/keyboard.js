// The keys of the list. What is selected is what has the focus, or else the trace that is open.
import { visit } from './visit.js';

const rows = () => [...document.querySelectorAll('#rows tr')];
const drawer = () => document.getElementById('drawer');
const isOpen = () => drawer()?.hidden === false;

let returnTo = '';

export function startKeyboard() {
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) {
      return;
    }
    const action = isTyping(event.target) ? typingKeys[event.key] : keys[event.key];
    if (action?.(event)) {
      event.preventDefault();
    }
  });
  document.getElementById('show-keys')?.addEventListener('click', showKeys);
  document.addEventListener('shown', event => event.detail.part !== 'list' && moveFocus());
}

const isTyping = target => target.matches('input, textarea, select, [contenteditable]');

const typingKeys = {
  Escape: event => {
    event.target.blur();
    return closeMenus() || true;
  },
};

const keys = {
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: event => mayArrow(event) && step(1),
  ArrowUp: event => mayArrow(event) && step(-1),
  o: event => open(event),
  Enter: event => !event.target.closest('a, button, summary') && open(event),
  Escape: () => closeMenus() || closeDrawer(),
  '/': () => focusSearch(),
  '?': () => showKeys(),
  r: () => {
    visit(location.href, { history: 'none', part: 'main' });
    return true;
  },
};

// Inside the drawer and in menus the arrows scroll, as everywhere.
const mayArrow = event => !event.target.closest('#drawer, details[open]');

function selected() {
  const focused = document.activeElement?.closest('#rows tr');
  return focused ?? document.querySelector('#rows tr[aria-current]');
}

function step(by) {
  const all = rows();
  if (all.length === 0) {
    return false;
  }
  const current = isOpen() ? document.querySelector('#rows tr[aria-current]') ?? selected() : selected();
  const index = current ? all.indexOf(current) + by : 0;
  const next = all[Math.max(0, Math.min(all.length - 1, index))];
  if (isOpen()) {
    if (next !== current) {
      visit(withView(next));
      next.scrollIntoView({ block: 'nearest' });
    }
  } else {
    next.querySelector('.row-link').focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }
  return true;
}

function open() {
  const row = selected();
  if (row) {
    visit(row.querySelector('.row-link').href);
  }
  return row !== null;
}

/** The next trace is shown on the same tab as this one. */
function withView(row) {
  const url = new URL(row.querySelector('.row-link').href);
  const view = new URLSearchParams(location.search).get('view');
  if (view) {
    url.searchParams.set('view', view);
  }
  return url;
}

function closeDrawer() {
  if (isOpen()) {
    visit(document.getElementById('close').href);
    return true;
  }
  return false;
}

/** Into the drawer when it opens, back to the row when it closes. */
function moveFocus() {
  const now = isOpen() ? document.querySelector('#rows tr[aria-current]')?.id ?? 'drawer' : '';
  if (now && !returnTo) {
    drawer().focus({ preventScroll: true });
  } else if (!now && returnTo) {
    document.getElementById(returnTo)?.querySelector('.row-link')?.focus({ preventScroll: true });
  }
  returnTo = now;
}

function closeMenus() {
  const open = document.querySelectorAll('details.menu[open]');
  open.forEach(menu => {
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  return open.length > 0;
}

function focusSearch() {
  const search = document.getElementById('search');
  search?.focus();
  search?.select();
  return search !== null;
}

function showKeys() {
  document.getElementById('keys').showModal();
  return true;
}
