// The wheel and the pointer over the tree: choosing, folding, zooming, panning.
const DRAG_PIXELS = 4;
const WHEEL_ZOOM = 0.0022;

export function steer(view) {
  const { box, axis, root } = view;
  const map = view.map.canvas;
  box.addEventListener('click', event => click(view, event));
  box.addEventListener('dblclick', event => withRow(event, at => view.flyTo(at)));
  box.addEventListener('wheel', event => wheel(view, event), { passive: false });
  for (const strip of [axis, map]) {
    strip.addEventListener('wheel', event => {
      event.preventDefault();
      zoom(view, event, strip);
    }, { passive: false });
    strip.addEventListener('dblclick', () => view.time.fit());
  }
  dragToPan(view, box);
  pinchToZoom(view, box);
  dragToShow(axis, (from, to) => view.time.fly(view.time.from + from * view.time.length, view.time.from + to * view.time.length));
  dragToShow(map, (from, to) => view.time.fly(from * view.time.all, to * view.time.all));
  dragToDivide(root, view);
}

const withRow = (event, act) => {
  const row = event.target.closest('.tree-row');
  if (row) {
    act(Number(row.dataset.at), row);
  }
};

function click(view, event) {
  if (box(view).dataset.dragged) {
    return;
  }
  withRow(event, at => {
    if (event.target.closest('.twist') && view.data.below[at]) {
      view.toggle(at);
      return;
    }
    view.setCursor(view.data.ids[at]);
    view.open(view.data.ids[at]);
  });
}

const box = view => view.box;

function wheel(view, event) {
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    zoom(view, event, view.axis);
  } else if (!view.time.isFit && event.clientX >= view.axis.getBoundingClientRect().left && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))) {
    event.preventDefault();
    view.time.pan((event.deltaX || event.deltaY) / view.laneWidth);
  }
}

function zoom(view, event, strip) {
  const edges = strip.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (event.clientX - edges.left) / edges.width));
  const at = strip === view.axis ? share : Math.min(1, Math.max(0, (share * view.time.all - view.time.from) / view.time.length));
  view.time.zoom(Math.exp(event.deltaY * WHEEL_ZOOM * (event.deltaMode ? 16 : 1)), at);
}

/** Dragging the bars moves the time, once only a part of it is in sight. */
function dragToPan(view, element) {
  let last = null;
  element.addEventListener('pointerdown', event => {
    delete element.dataset.dragged;
    last = event.button === 0 && !view.time.isFit && event.target.closest('.tree-lane') ? event.clientX : null;
  });
  element.addEventListener('pointermove', event => {
    if (last === null || element.dataset.pinched || (!element.dataset.dragged && Math.abs(event.clientX - last) < DRAG_PIXELS)) {
      return;
    }
    element.dataset.dragged = 'yes';
    element.setPointerCapture(event.pointerId);
    view.time.pan((last - event.clientX) / view.laneWidth);
    last = event.clientX;
  });
  for (const end of ['pointerup', 'pointercancel']) {
    element.addEventListener(end, () => {
      last = null;
      setTimeout(() => delete element.dataset.dragged);
    });
  }
}

/** Two fingers on the bars spread or close the time between them. Up and down, the browser scrolls. */
function pinchToZoom(view, element) {
  const fingers = new Map();
  const stretch = () => {
    const [one, other] = [...fingers.values()];
    return { apart: Math.max(8, Math.abs(one - other)), middle: (one + other) / 2 };
  };
  element.addEventListener('pointerdown', event => event.pointerType === 'touch' && fingers.set(event.pointerId, event.clientX));
  element.addEventListener('pointermove', event => {
    if (!fingers.has(event.pointerId)) {
      return;
    }
    const before = fingers.size === 2 ? stretch() : null;
    fingers.set(event.pointerId, event.clientX);
    if (before) {
      element.dataset.dragged = element.dataset.pinched = 'yes';
      const [now, edges] = [stretch(), view.axis.getBoundingClientRect()];
      view.time.zoom(before.apart / now.apart, Math.min(1, Math.max(0, (now.middle - edges.left) / edges.width)));
      view.time.pan((before.middle - now.middle) / view.laneWidth);
    }
  });
  for (const end of ['pointerup', 'pointercancel']) {
    element.addEventListener(end, event => {
      fingers.delete(event.pointerId);
      if (!fingers.size) {
        delete element.dataset.pinched;
      }
    });
  }
}

/** Dragging across a strip shows what was dragged over; both ends are told as shares of the strip. */
function dragToShow(strip, show) {
  let start = null;
  const share = event => {
    const edges = strip.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - edges.left) / edges.width));
  };
  strip.addEventListener('pointerdown', event => {
    start = event.button === 0 ? { x: event.clientX, share: share(event) } : null;
    strip.setPointerCapture(event.pointerId);
  });
  strip.addEventListener('pointerup', event => {
    if (start && Math.abs(event.clientX - start.x) >= DRAG_PIXELS) {
      show(Math.min(start.share, share(event)), Math.max(start.share, share(event)));
    }
    start = null;
  });
}

/** The line between names and bars can be moved. */
function dragToDivide(root, view) {
  const handle = root.querySelector('#tree-divide');
  handle?.addEventListener('pointerdown', event => {
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = move => {
      const edges = root.getBoundingClientRect();
      root.style.setProperty('--names', `${Math.min(85, Math.max(15, (move.clientX - edges.left) / edges.width * 100))}cqi`);
      view.draw();
    };
    handle.onpointerup = () => handle.onpointermove = null;
  });
}
