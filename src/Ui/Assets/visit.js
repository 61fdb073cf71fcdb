// Moves between addresses without loading the page anew. Every state has an address and every address is a page,
// so all that is needed is to fetch the part that differs and to morph the old one into it.
import { Idiomorph } from './idiomorph.js';

const PART_HEADER = 'Tracehouse-Part';

let shown = new URL(location.href);
let running = null;

/** The address of the list alone: the same for two addresses that differ only in the drawer. */
function listKey(url) {
  const query = new URLSearchParams(url.search);
  query.delete('view');
  return query.toString();
}

/** Whether an address is the list, with or without its drawer. The page of a trace has the same path and says which view it is. */
export const isTraces = url => url.origin === location.origin && /^\/traces(\/|$)/.test(url.pathname) && !/^(transcript|tree)$/.test(url.searchParams.get('view'));

/** Whether the page can become that address by parts: another state of the traces, or of the same list of sessions or users. */
const isHere = url => document.getElementById('list') !== null
  && (isTraces(shown) ? isTraces(url) : url.origin === location.origin && url.pathname === shown.pathname && /^\/(sessions|users)$/.test(url.pathname));

export const openId = () => document.querySelector('#rows tr[aria-current]')?.dataset.trace ?? '';

/** Shows an address of ours. `history` is push, replace or none. */
export async function visit(to, { history = 'push', part = null } = {}) {
  const url = new URL(to, location.href);
  if (!isHere(url)) {
    location.assign(url);
    return;
  }
  part ??= isTraces(url) && listKey(url) === listKey(shown) ? 'drawer' : 'main';
  if (history === 'push' && url.href === location.href) {
    history = 'none';
  }
  const isOtherList = listKey(url) !== listKey(shown);
  // The address changes together with the page, so that whoever reads the one can rely on the other.
  const arrive = () => {
    if (history !== 'none') {
      window.history[`${history}State`](null, '', url);
    }
    shown = url;
  };
  const isDone = await load(url, part, arrive, () => location.assign(url));
  if (isDone && isOtherList) {
    document.getElementById('table-box')?.scrollTo(0, 0);
  }
}

/** Fetches the list again as it is now, unless a visit is under way. False when it could not be had. */
export const refreshList = () => running?.part === 'list' || !running ? load(new URL(location.href), 'list', () => {}, () => {}) : Promise.resolve(true);

async function load(url, part, arrive, giveUp) {
  running?.abort.abort();
  const mine = running = { part, abort: new AbortController() };
  try {
    const answer = await fetch(url, { headers: { [PART_HEADER]: part, Accept: 'text/html' }, signal: mine.abort.signal });
    const html = await answer.text();
    if (!answer.headers.get('Content-Type')?.startsWith('text/html')) {
      throw new Error(`The server answered ${answer.status}.`);
    }
    if (running === mine) {
      arrive();
      show(html, part, url);
    }
    return true;
  } catch (cause) {
    if (cause.name !== 'AbortError') {
      giveUp();
    }
    return false;
  } finally {
    if (running === mine) {
      running = null;
    }
  }
}

function show(html, part, url) {
  // Some pages are always sent whole.
  const sent = new DOMParser().parseFromString(html, 'text/html');
  const next = sent.getElementById(part) ?? sent.body.firstElementChild;
  const old = document.getElementById(part);
  const known = new Set([...document.querySelectorAll('#rows tr')].map(row => row.id));
  const drawerScrolls = part !== 'list' && document.querySelector('.trace-id')?.textContent !== next.querySelector('.trace-id')?.textContent;
  // Keeps what somebody types. For anything else that has the focus, Idiomorph would leave out what is inside it.
  const ignoreActiveValue = document.activeElement?.matches('input, textarea') ?? false;
  Idiomorph.morph(old, next, { morphStyle: 'outerHTML', ignoreActiveValue, callbacks: callbacks(part) });
  if (part === 'drawer') {
    markOpenRow(url);
  }
  if (drawerScrolls) {
    document.getElementById('drawer-body')?.scrollTo(0, 0);
  }
  const title = document.getElementById(part).dataset.title;
  if (title) {
    document.title = `${title} – Tracehouse`;
  }
  document.dispatchEvent(new CustomEvent('shown', { detail: { part, known } }));
}

const callbacks = part => ({
  // Whether a menu is open is known to the browser alone.
  beforeAttributeUpdated: (name, node) => !(name === 'open' && node.localName === 'details'),
  // Somebody who is choosing is not to be disturbed by what merely arrives.
  beforeNodeMorphed: node => !(part === 'list' && node.id === 'filters' && node.querySelector('details[open]')),
});

function markOpenRow(url) {
  const id = decodeURIComponent(url.pathname.split('/')[2] ?? '');
  for (const row of document.querySelectorAll('#rows tr')) {
    if (row.dataset.trace === id) {
      row.setAttribute('aria-current', 'true');
    } else {
      row.removeAttribute('aria-current');
    }
  }
}

export function startVisits() {
  addEventListener('popstate', () => document.getElementById('list') && visit(location.href, { history: 'none' }));
  document.addEventListener('click', event => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    const link = event.target.closest('a[href]');
    if (link) {
      const url = new URL(link.getAttribute('href'), location.href);
      if (!link.target && isHere(url)) {
        event.preventDefault();
        link.closest('details')?.removeAttribute('open');
        visit(url);
      }
      return;
    }
    const row = event.target.closest('#rows tr');
    if (row && getSelection().isCollapsed) {
      visit(row.querySelector('.row-link, td a').href);
    }
  });
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.method === 'get' && isHere(new URL(form.action))) {
      event.preventDefault();
      form.closest('details')?.removeAttribute('open');
      visit(formUrl(form));
    }
  });
}

/** Where a form leads, without the fields that are empty. */
export function formUrl(form) {
  const url = new URL(form.action);
  url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''));
  return url;
}
