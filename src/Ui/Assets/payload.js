// Long texts and raw JSON, fetched when somebody wants to see them. They are always put in as text, never as HTML.
const PIECE_CHARACTERS = 20_000;
const PRETTY_CHARACTERS_MAX = 3_000_000;

export function startPayload() {
  document.addEventListener('click', async event => {
    const link = event.target.closest('a[data-text-url]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    const target = link.parentElement.previousElementSibling;
    const text = await fetchText(link.dataset.textUrl);
    if (text === null) {
      link.textContent = 'It could not be fetched. Try again.';
      return;
    }
    fill(target, text);
    link.parentElement.remove();
  });
  document.addEventListener('shown', showRaw);
  showRaw();
}

async function showRaw() {
  const target = document.getElementById('raw');
  if (!target || target.dataset.done === target.dataset.jsonUrl) {
    return;
  }
  target.dataset.done = target.dataset.jsonUrl;
  const text = await fetchText(target.dataset.jsonUrl);
  fill(target, text === null ? 'It could not be fetched.' : pretty(text));
}

async function fetchText(url) {
  try {
    const answer = await fetch(url);
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

function pretty(text) {
  if (text.length > PRETTY_CHARACTERS_MAX) {
    return text;
  }
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

// The browser skips the layout of pieces that are out of sight, so a megabyte does not freeze it.
function fill(target, text) {
  target.replaceChildren();
  for (let start = 0; start < text.length;) {
    let end = start + PIECE_CHARACTERS;
    const line = text.indexOf('\n', end);
    end = line >= 0 && line < end + PIECE_CHARACTERS ? line + 1 : end;
    const piece = document.createElement('span');
    piece.className = 'piece';
    piece.textContent = text.slice(start, end);
    target.append(piece);
    start = end;
  }
}
