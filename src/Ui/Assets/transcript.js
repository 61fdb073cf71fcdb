// The transcript: pages that are fetched as one scrolls towards them, and runs that are fetched when they are unfolded.
import { Idiomorph } from './idiomorph.js';

const AHEAD = '800px';
const PAGES_FOR_A_SPAN_MAX = 40;
const MARKED_MAX = 2_000;

export class Transcript {
  constructor(root, changed) {
    this.root = root;
    this.changed = changed;
    this.watch = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => this.more(entry.target)), { root, rootMargin: AHEAD });
    root.addEventListener('toggle', event => event.target.matches('details.sub-run') && event.target.open && this.unfold(event.target), true);
    this.#watchMore();
  }

  get isEmpty() { return this.root.childElementCount === 0; }

  get steps() { return [...this.root.querySelectorAll('[data-span]:is(.step, .card)')].filter(step => !step.closest('details:not([open])')); }

  async start() {
    await this.#append(this.root.dataset.url, html => this.root.innerHTML = html);
  }

  /** Puts the next page where the mark stands that leads to it. */
  async more(mark) {
    if (mark.dataset.busy || !mark.isConnected) {
      return;
    }
    mark.dataset.busy = 'yes';
    this.watch.unobserve(mark);
    await this.#append(mark.dataset.more, html => mark.outerHTML = html);
  }

  async unfold(run) {
    if (run.dataset.steps) {
      const url = run.dataset.steps;
      delete run.dataset.steps;
      await this.#append(url, html => {
        const inside = document.createElement('div');
        inside.className = 'inside';
        inside.innerHTML = html;
        run.replaceChildren(run.querySelector('summary'), inside);
      });
    }
  }

  /** The element of a span, after as many pages as are needed to find it; null when it is no step. */
  async find(spanId) {
    for (let pages = 0; pages < PAGES_FOR_A_SPAN_MAX; pages++) {
      const step = this.root.querySelector(`[data-span="${CSS.escape(spanId)}"]:is(.step, .card)`);
      const mark = this.root.querySelector(':scope > [data-more]');
      if (step || !mark) {
        return step;
      }
      await this.more(mark);
    }
    return null;
  }

  choose(spanId) {
    for (const step of this.root.querySelectorAll('.is-cursor')) {
      step.classList.remove('is-cursor');
    }
    this.root.querySelector(`[data-span="${CSS.escape(spanId)}"]:is(.step, .card)`)?.classList.add('is-cursor');
  }

  /** A running trace goes on: its last page is fetched again. Whoever reads its end goes on reading the end. */
  async refresh() {
    const last = [...this.root.querySelectorAll(':scope > .steps')].at(-1);
    if (!last) {
      await this.start();
      return;
    }
    const isAtEnd = this.root.scrollTop + this.root.clientHeight > this.root.scrollHeight - 60;
    const html = await fetchPart(last.dataset.url);
    if (html !== null && last.isConnected) {
      const keepOpen = { beforeNodeMorphed: node => !(node.localName === 'details' && node.open), beforeAttributeUpdated: (name, node) => !(name === 'open' && node.localName === 'details') };
      const next = new DOMParser().parseFromString(html, 'text/html').body;
      const mark = next.querySelector(':scope > [data-more]');
      Idiomorph.morph(last, next.querySelector('.steps'), { morphStyle: 'outerHTML', callbacks: keepOpen });
      if (mark && !this.root.querySelector(':scope > [data-more]')) {
        this.root.append(mark);
      }
      this.#shown();
      if (isAtEnd) {
        this.root.scrollTop = this.root.scrollHeight;
      }
    }
  }

  /** Marks words where they stand, without touching the page. */
  mark(text) {
    if (!window.CSS?.highlights) {
      return;
    }
    CSS.highlights.delete('found');
    const words = text.toLowerCase().split(/\s+/).filter(word => word.length > 1);
    if (!words.length) {
      return;
    }
    const ranges = [];
    const walker = document.createTreeWalker(this.root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && ranges.length < MARKED_MAX; node = walker.nextNode()) {
      const content = node.data.toLowerCase();
      for (const word of words) {
        for (let at = content.indexOf(word); at >= 0 && ranges.length < MARKED_MAX && at + word.length <= node.length; at = content.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set('found', new Highlight(...ranges));
  }

  async #append(url, put) {
    const html = await fetchPart(url);
    put(html ?? '<p class="banner" role="alert">It could not be fetched. Reload the page to try again.</p>');
    this.#shown();
  }

  #shown() {
    this.#watchMore();
    document.dispatchEvent(new CustomEvent('shown', { detail: { part: 'transcript', known: new Set() } }));
    this.changed();
  }

  #watchMore() {
    for (const mark of this.root.querySelectorAll('[data-more]:not([data-busy])')) {
      this.watch.observe(mark);
    }
  }
}

/** The server renders parts with every text escaped, so they may be put in as they are. Null when there is none to be had. */
export async function fetchPart(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: 'text/html' } });
    return answer.headers.get('Content-Type')?.startsWith('text/html') ? await answer.text() : null;
  } catch {
    return null;
  }
}
