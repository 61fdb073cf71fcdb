// Looking for something within a trace. The server knows the names, models and errors of all its spans, and all that was said in them.
const DELAY_MS = 180;
const FOUND_MAX = 5_000;

export class TraceFinder {
  #timer = 0;
  #asked = 0;
  #isTyping = false;

  constructor(page) {
    this.page = page;
    this.field = document.getElementById('find');
    this.output = document.getElementById('found');
    this.ids = [];
    this.at = -1;
  }

  start() {
    this.field.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        // One entry in the history for a search, not one for every letter.
        this.page.go({ q: this.field.value.trim() }, this.#isTyping ? 'replace' : 'push');
        this.#isTyping = true;
      }, DELAY_MS);
    });
    this.field.addEventListener('blur', () => this.#isTyping = false);
    this.field.addEventListener('keydown', event => {
      if (event.key === 'Enter') {
        event.preventDefault();
        this.step(event.shiftKey ? -1 : 1);
      }
    });
    document.getElementById('find-form').addEventListener('submit', event => event.preventDefault());
    this.look();
  }

  /** Asks for what the address says. */
  async look() {
    const { q } = this.page.state;
    const turn = ++this.#asked;
    if (document.activeElement !== this.field) {
      this.field.value = q;
    }
    let ids = [];
    if (q) {
      const answer = await fetch(`${this.page.parts}find?q=${encodeURIComponent(q)}`).catch(() => null);
      if (turn !== this.#asked) {
        return;
      }
      ids = answer?.ok ? await answer.json() : [];
    }
    this.ids = ids;
    this.at = -1;
    this.page.tree.setFound(ids);
    this.page.transcript.mark(q);
    this.#tell();
  }

  /** Goes to the next one or the one before, round and round. */
  step(by) {
    if (this.ids.length) {
      const here = this.at >= 0 ? this.at : this.ids.indexOf(this.page.cursor);
      this.at = (here + by + (here < 0 && by < 0 ? 1 : 0) + this.ids.length) % this.ids.length;
      this.page.reach(this.ids[this.at]);
      this.#tell();
    }
  }

  #tell() {
    const all = this.ids.length;
    const number = all >= FOUND_MAX ? `${all}+` : all;
    this.output.textContent = !this.page.state.q ? '' : !all ? 'none' : this.at < 0 ? `${number} found` : `${this.at + 1} of ${number}`;
  }
}
