// Shows new traces as they arrive. The stream only says that there is something new; the list is fetched as usual.
import { refreshList, visit } from './visit.js';

const EVERY_MS = 400;
const SILENCE_MS = 40_000;
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 15_000;

const TEXTS = {
  live: ['Live', 'What is new appears by itself'],
  paused: ['Paused', 'New traces appear on the first page'],
  lost: ['Reconnecting', 'The connection to the server is lost'],
};

let source = null;
let retryMs = RETRY_MIN_MS;
let retryTimer = 0;
let silenceTimer = 0;
let refreshTimer = 0;
let refreshedAt = 0;
let version = '';

const list = () => document.getElementById('list');
const isFirstPage = () => list()?.dataset.live === 'yes';
const isTrace = () => document.querySelector('main.trace-page') !== null;

export function startLive() {
  document.addEventListener('visibilitychange', () => document.hidden ? close() : open());
  document.addEventListener('shown', event => {
    glow(event.detail.known, event.detail.part);
    tell();
    catchUp();
    retrySoon();
  });
  // A page kept for going back must not keep its connection.
  addEventListener('pagehide', close);
  addEventListener('pageshow', () => !document.hidden && open());
  retrySoon();
}

function open() {
  if (source || !(list() || isTrace())) {
    return;
  }
  source = new EventSource('/ui/arrivals');
  source.addEventListener('arrival', event => {
    version = event.data;
    alive();
    catchUp();
    document.dispatchEvent(new CustomEvent('arrival'));
  });
  source.addEventListener('beat', alive);
  source.addEventListener('error', reconnect);
  watchSilence();
}

function close() {
  clearTimeout(retryTimer);
  clearTimeout(silenceTimer);
  source?.close();
  source = null;
}

// The browser's own way of reconnecting gives up for good on an error status, so this does not rely on it.
function reconnect() {
  close();
  tell('lost');
  retryTimer = setTimeout(open, retryMs);
  retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
}

function alive() {
  retryMs = RETRY_MIN_MS;
  watchSilence();
  tell();
}

function watchSilence() {
  clearTimeout(silenceTimer);
  silenceTimer = setTimeout(reconnect, SILENCE_MS);
}

/** Fetches the list when it is older than the last arrival, and not more often than is good for anybody. */
function catchUp() {
  if (refreshTimer || document.hidden || !isFirstPage() || version === '' || list().dataset.version === version) {
    return;
  }
  refreshTimer = setTimeout(async () => {
    refreshTimer = 0;
    refreshedAt = performance.now();
    if (isFirstPage()) {
      await refreshList();
    }
  }, Math.max(0, refreshedAt + EVERY_MS - performance.now()));
}

/** A page that said that the store does not answer asks again. */
function retrySoon() {
  const waiting = document.querySelector('[data-retry]');
  if (waiting) {
    setTimeout(() => waiting.isConnected && waiting.dataset.retry && visit(location.href, { history: 'none', part: 'main' }), Number(waiting.dataset.retry));
  }
}

function tell(state = source ? (isFirstPage() || isTrace() ? 'live' : 'paused') : 'lost') {
  const element = document.getElementById('live');
  if (element && element.dataset.state !== state) {
    element.dataset.state = state;
    element.title = TEXTS[state][1];
    element.querySelector('.live-text').textContent = TEXTS[state][0];
  }
}

function glow(known, part) {
  if (part !== 'list') {
    return;
  }
  for (const row of document.querySelectorAll('#rows tr')) {
    if (!known.has(row.id)) {
      row.classList.add('is-new');
      row.addEventListener('animationend', () => row.classList.remove('is-new'), { once: true });
    }
  }
}
