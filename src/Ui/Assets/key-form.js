// A form for a key: what is in it as the REST API takes it, and what the API finds wrong, beside the field that it speaks of.
const NUMBERS = ['daily_budget_usd', 'monthly_budget_usd', 'requests_per_minute', 'tokens_per_minute'];

/** Every field by its name; null where nothing is written. */
export const valuesOf = form => Object.fromEntries([...form.elements].filter(field => field.name).map(field => [field.name, read(field)]));

function read(field) {
  const text = field.value.trim();
  if (field.type === 'checkbox') {
    return field.checked;
  }
  if (field.name === 'allowed_models') {
    return text.split(',').map(model => model.trim()).filter(Boolean);
  }
  if (text === '' && field.name !== 'name') {
    return null;
  }
  if (NUMBERS.includes(field.name)) {
    // What is no number goes as it is and is refused; JSON would make null of it, which lifts the limit.
    return Number.isFinite(Number(text)) ? Number(text) : text;
  }
  return field.name === 'expires_at' ? new Date(text).toISOString() : text;
}

export function fill(form, key) {
  for (const field of form.elements) {
    const value = key[field.name];
    if (field.type === 'checkbox') {
      field.checked = value;
    } else if (field.name) {
      field.value = field.name === 'expires_at' && value ? localTime(value) : Array.isArray(value) ? value.join(', ') : value ?? '';
    }
  }
}

/** Fields for times have neither a zone nor seconds. */
function localTime(text) {
  const time = new Date(text);
  return new Date(time - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function clearFaults(form) {
  for (const field of form.elements) {
    field.removeAttribute('aria-invalid');
  }
  for (const fault of form.querySelectorAll('.failure')) {
    fault.hidden = true;
  }
}

export function showFault(form, cause) {
  const field = cause.param && form.elements[cause.param];
  const fault = field?.id ? document.getElementById(`${field.id}-fault`) : form.querySelector('.form-fault');
  fault.textContent = cause.message;
  fault.hidden = false;
  field?.setAttribute('aria-invalid', 'true');
  field?.focus();
}
