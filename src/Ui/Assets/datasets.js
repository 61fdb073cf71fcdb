// Datasets: makes them, puts spans into them, and changes their items, all through the REST API.
export function startDatasets() {
  document.addEventListener('click', event => {
    const target = event.target.closest('button');
    if (target?.dataset.addTrace) {
      openAdd(target.dataset);
    } else if (target?.id === 'delete-dataset') {
      removeDataset(target.dataset.dataset);
    } else if (target?.dataset.do && target.closest('#dataset-items')) {
      (target.dataset.do === 'edit' ? openEdit : removeItem)(target.closest('li'));
    } else if (target && 'close' in target.dataset && target.closest('#add-to-dataset, #edit-item')) {
      target.closest('dialog').close();
    }
  });
  document.addEventListener('submit', event => {
    const submit = event.target.id === 'new-dataset' ? make : event.target.closest('#add-to-dataset') ? add : event.target.closest('#edit-item') ? save : null;
    if (submit) {
      event.preventDefault();
      attempt(event.target.querySelector('.failure'), () => submit(event.target));
    }
  });
}

async function ask(method, path, body) {
  const answer = await fetch(path, { method, headers: body ? { 'Content-Type': 'application/json' } : {}, body: body && JSON.stringify(body) })
    .catch(() => { throw new Error('The server does not answer.'); });
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(json.error?.message ?? `The server answered ${answer.status}.`);
  }
  return json;
}

async function attempt(fault, step) {
  fault.hidden = true;
  try {
    await step();
  } catch (cause) {
    fault.textContent = cause.message;
    fault.hidden = false;
  }
}

const pathOf = id => `/v1/datasets/${encodeURIComponent(id)}`;

async function make(form) {
  const { name, description } = form.elements;
  const made = await ask('POST', '/v1/datasets', { name: name.value.trim(), description: description.value.trim() || null });
  location.assign(`/datasets/${encodeURIComponent(made.id)}`);
}

function openAdd({ addTrace, addSpan = '' }) {
  const dialog = document.getElementById('add-to-dataset');
  Object.assign(dialog.dataset, { trace: addTrace, span: addSpan });
  for (const line of dialog.querySelectorAll('.failure, .done')) {
    line.hidden = true;
  }
  dialog.showModal();
  attempt(dialog.querySelector('.failure'), async () => {
    const { datasets } = await ask('GET', '/v1/datasets?limit=1000');
    document.getElementById('dataset-names').replaceChildren(...datasets.map(dataset => Object.assign(document.createElement('option'), { value: dataset.name })));
  });
}

/** A name that is not there yet makes a dataset. */
async function add(form) {
  const dialog = form.closest('dialog');
  const name = form.elements.name.value.trim();
  const known = (await ask('GET', `/v1/datasets?limit=1000&q=${encodeURIComponent(name)}`)).datasets.find(dataset => dataset.name === name);
  const dataset = known ?? await ask('POST', '/v1/datasets', { name });
  await ask('POST', `${pathOf(dataset.id)}/items`, { trace_id: dialog.dataset.trace, span_id: dialog.dataset.span || null });
  const done = dialog.querySelector('.done');
  const link = Object.assign(document.createElement('a'), { href: `/datasets/${encodeURIComponent(dataset.id)}`, textContent: name });
  done.replaceChildren('Added to ', link, '.');
  done.hidden = false;
}

function openEdit(line) {
  const dialog = document.getElementById('edit-item');
  dialog.dataset.item = line.dataset.item;
  dialog.querySelector('.failure').hidden = true;
  dialog.querySelector('textarea').value = line.querySelector('[data-expected]').textContent;
  dialog.showModal();
}

async function save(form) {
  const text = form.elements.expected.value;
  let expected = text;
  try {
    expected = /^\s*[[{]/.test(text) ? JSON.parse(text) : text;
  } catch {
    // Text that only looks like JSON is text.
  }
  await ask('PATCH', `${pathOf(document.getElementById('dataset-items').dataset.dataset)}/items/${encodeURIComponent(form.closest('dialog').dataset.item)}`, { expected_output: expected });
  location.reload();
}

const removeItem = line => confirm('Remove this item?') && attempt(document.getElementById('dataset-fault'), async () => {
  await ask('DELETE', `${pathOf(line.parentElement.dataset.dataset)}/items/${encodeURIComponent(line.dataset.item)}`);
  location.reload();
});

const removeDataset = id => confirm('Delete this dataset with all of its items?') && attempt(document.getElementById('dataset-fault'), async () => {
  await ask('DELETE', pathOf(id));
  location.assign('/datasets');
});
