// What stands under the pointer is written above the chart; dragging across it narrows the time to what was dragged over.
import { bucketText } from './times.js';
import { visit } from './visit.js';

let from = null;

export function startChart() {
  document.addEventListener('pointerover', event => {
    const slot = event.target.closest?.('.slot');
    if (slot) {
      read(slot);
      mark(slot);
    }
  });
  document.addEventListener('pointerout', event => {
    const box = event.target.closest?.('.chart');
    if (box && !box.contains(event.relatedTarget)) {
      box.querySelector('.chart-readout').textContent = '';
    }
  });
  document.addEventListener('pointerdown', event => {
    from = event.button === 0 ? event.target.closest?.('.slot') ?? null : null;
  });
  document.addEventListener('dragstart', event => event.target.closest?.('.slot') && event.preventDefault());
  document.addEventListener('pointerup', event => {
    const to = event.target.closest?.('.slot');
    const start = from;
    unmark();
    from = null;
    if (start && to && start !== to && start.parentNode === to.parentNode) {
      narrow(start, to);
    }
  });
}

function read(slot) {
  const [start, end] = [new Date(slot.dataset.start), new Date(slot.dataset.end)];
  slot.closest('.chart').querySelector('.chart-readout').textContent = `${bucketText(start, (end - start) / 1000)} · ${slot.dataset.text}`;
}

function mark(slot) {
  if (!from || from.parentNode !== slot.parentNode) {
    return;
  }
  const [first, last] = ordered(from, slot);
  for (const each of slot.parentNode.querySelectorAll('.slot')) {
    each.classList.toggle('is-marked', each.dataset.start >= first.dataset.start && each.dataset.start <= last.dataset.start);
  }
}

const unmark = () => document.querySelectorAll('.slot.is-marked').forEach(slot => slot.classList.remove('is-marked'));

const ordered = (a, b) => a.dataset.start <= b.dataset.start ? [a, b] : [b, a];

function narrow(a, b) {
  const [first, last] = ordered(a, b);
  // The link of a slot has every filter already; only its end differs.
  const url = new URL(first.getAttribute('href'), location.href);
  url.searchParams.set('until', last.dataset.end);
  visit(url);
}
