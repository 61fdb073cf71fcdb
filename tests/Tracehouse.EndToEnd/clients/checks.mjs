// Runs what a client does step by step, and prints a line of JSON for each: what it was, whether it worked, and why not.
export function checks([, , url, publicKey, secretKey]) {
  const api = url.replace(/\/$/, '');
  let failed = false;

  async function get(method, path, body) {
    const answer = await fetch(`${api}${path}`, {
      method, headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    }

    return answer.status === 204 ? undefined : answer.json();
  }

  return {
    api, publicKey, secretKey, get,

    async check(feature, run) {
      let note = '';
      try {
        await run();
      } catch (error) {
        note = String(error?.stack ?? error);
        failed = true;
      }

      console.log(JSON.stringify({ feature, works: note === '', note }));
    },

    // A trace as the API of the server tells it, with its spans by name.
    async read(id) {
      const trace = id.replaceAll('-', '').length === 32 ? id.replaceAll('-', '') : id;
      const [raw, spans] = [await get('GET', `/v1/traces/${trace}`), await get('GET', `/v1/traces/${trace}/spans?contents=true&limit=100`)];
      return {
        trace: raw, spans: spans.spans, note: spans.spans.find((span) => span.kind === 'trace'),
        span(name) {
          const found = spans.spans.find((span) => span.name === name);
          if (!found) {
            throw new Error(`No span ${name} among ${JSON.stringify(spans.spans.map((span) => span.name))}`);
          }

          return found;
        },
      };
    },

    finish() {
      process.exitCode = failed ? 1 : 0;
    },
  };
}
