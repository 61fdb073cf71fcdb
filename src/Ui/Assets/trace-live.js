// A running trace grows while one looks. The stream says only that something came, so the page asks whether it was for this trace,
// and less and less often where it was not.
import { fetchPart } from './transcript.js';

const EVERY_MIN_MS = 800;
const EVERY_MAX_MS = 30_000;

export function followTrace(page) {
  let [everyMs, timer, askedAt, isDue] = [EVERY_MIN_MS, 0, performance.now(), false];

  const check = async () => {
    [timer, askedAt, isDue] = [0, performance.now(), false];
    const html = await fetchPart(`${page.parts}head`);
    const head = document.getElementById('trace-head');
    const next = html === null ? null : new DOMParser().parseFromString(html, 'text/html').getElementById('trace-head');
    const isChanged = next !== null && next.dataset.state !== head.dataset.state;
    everyMs = isChanged ? EVERY_MIN_MS : Math.min(everyMs * 2, EVERY_MAX_MS);
    if (isChanged) {
      head.replaceWith(next);
      document.dispatchEvent(new CustomEvent('shown', { detail: { part: 'head', known: new Set() } }));
      await Promise.all([page.tree.data && page.loadTree(), !page.transcript.isEmpty && page.transcript.refresh()]);
      page.finder.look();
    }
    if (isDue) {
      plan();
    }
  };

  const plan = () => {
    isDue = true;
    timer ||= setTimeout(check, Math.max(0, askedAt + everyMs - performance.now()));
  };

  document.addEventListener('arrival', () => !document.hidden && plan());
}
