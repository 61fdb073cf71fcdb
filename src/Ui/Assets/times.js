// Times in the reader's own zone, and ages that grow while one looks.
const EVERY_MS = 10_000;

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const second = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** How a bucket of so many seconds is named: with the day only when it is another day, or a whole one. */
export function bucketText(time, seconds) {
  const isToday = time.toDateString() === new Date().toDateString();
  const clock = seconds >= 86_400 ? '' : (seconds >= 60 ? minute : second).format(time);
  return isToday && clock ? clock : `${day.format(time)} ${clock}`.trim();
}

/** How a chart that covers so many seconds names a moment. */
const axisText = (time, seconds) => (seconds > 2 * 86_400 ? day : seconds > 600 ? minute : second).format(time);

export function startTimes() {
  update();
  document.addEventListener('shown', update);
  setInterval(() => !document.hidden && update(), EVERY_MS);
}

function update() {
  for (const element of document.querySelectorAll('time[datetime]')) {
    const time = new Date(element.dateTime);
    if (element.dataset.axis) {
      set(element, axisText(time, Number(element.dataset.axis)));
    } else {
      set(element, 'ago' in element.dataset ? ago(time) : exact.format(time));
      const title = `${exact.format(time)} (${element.dateTime})`;
      if (element.title !== title) {
        element.title = title;
      }
    }
  }
}

function set(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function ago(time) {
  const seconds = (Date.now() - time) / 1000;
  if (seconds < 5) {
    return 'now';
  }
  if (seconds < 60) {
    return `${Math.round(seconds)} s ago`;
  }
  if (seconds < 3_600) {
    return `${Math.floor(seconds / 60)} min ago`;
  }
  if (seconds < 86_400) {
    return `${Math.floor(seconds / 3_600)} h ago`;
  }
  return seconds < 7 * 86_400 ? `${Math.floor(seconds / 86_400)} d ago` : exact.format(time).replace(/,[^,]*$/, '');
}
