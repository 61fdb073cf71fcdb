// Saves a price of one's own through the API, and takes it back.
export function startPrices() {
  const form = document.getElementById('price-form');
  if (!form) {
    return;
  }
  form.addEventListener('submit', event => {
    event.preventDefault();
    const figures = {};
    for (const field of form.querySelectorAll('[data-figure]')) {
      if (field.value !== '') {
        figures[field.name] = Number(field.value);
      }
    }
    send(form, 'PUT', JSON.stringify(figures));
  });
  document.getElementById('price-back')?.addEventListener('click', () => send(form, 'DELETE'));
}

async function send(form, method, body) {
  const fault = document.getElementById('price-fault');
  fault.textContent = '';
  const { provider, model } = form.elements;
  const url = `/v1/prices/${encodeURIComponent(provider.value)}/${encodeURIComponent(model.value)}`;
  try {
    const answer = await fetch(url, { method, body, headers: body ? { 'Content-Type': 'application/json' } : {} });
    if (answer.ok) {
      location.assign(`/prices?search=${encodeURIComponent(`${provider.value} ${model.value}`)}`);
      return;
    }
    fault.textContent = (await answer.json()).error.message;
  } catch {
    fault.textContent = 'The server does not answer.';
  }
}
