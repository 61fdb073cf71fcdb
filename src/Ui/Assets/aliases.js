// Saves an alias through the API, and removes it.
export function startAliases() {
  document.addEventListener('submit', event => {
    if (event.target.id === 'alias-form') {
      event.preventDefault();
      send(event.target, 'PUT', event.target.elements.alias.value);
    }
  });
  document.addEventListener('click', event => {
    if (event.target.id === 'alias-delete') {
      send(event.target.form, 'DELETE');
    }
  });
}

async function send(form, method, body) {
  const fault = document.getElementById('alias-fault');
  fault.hidden = true;
  try {
    const answer = await fetch(`/v1/aliases/${encodeURIComponent(form.elements.name.value)}`, { method, body, headers: body ? { 'Content-Type': 'application/json' } : {} });
    if (answer.ok) {
      location.assign('/aliases');
      return;
    }
    fault.textContent = (await answer.json()).error.message;
  } catch {
    fault.textContent = 'The server does not answer.';
  }
  fault.hidden = false;
}
