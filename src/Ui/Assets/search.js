// Searches while somebody types, a quarter of a second after the last key.
import { formUrl, visit } from './visit.js';

const DELAY_MS = 250;

export function startSearch() {
  let timer = 0;
  let isFirst = true;
  document.addEventListener('input', event => {
    if (event.target.id !== 'search') {
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      // One entry in the history for a search, not one for every letter.
      visit(formUrl(event.target.form), { history: isFirst ? 'push' : 'replace' });
      isFirst = false;
    }, DELAY_MS);
  });
  document.addEventListener('submit', () => clearTimeout(timer));
  document.addEventListener('focusout', event => {
    if (event.target.id === 'search') {
      isFirst = true;
    }
  });
}
