// The unmodified OpenAI client against the other endpoints. Run: node openai-endpoints.mjs <gateway base url>; the provider openai must be FakeChatModel.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const [baseURL] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: 'any', maxRetries: 0 });

async function check(name, run) {
  await run();
  console.log(`ok ${name}`);
}

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

await check('embeddings', async () => {
  const { data, usage } = await client.embeddings.create({ model: 'openai/text-embedding-3-small', input: ['Greet'] });
  assert.deepEqual(data[0].embedding, [1, 2]);
  assert.equal(usage.prompt_tokens, 1000);
});

await check('completions', async () => {
  const { choices } = await client.completions.create({ model: 'openai/gpt-3.5-turbo-instruct', prompt: 'Greet' });
  assert.equal(choices[0].text, 'Hello');
  const chunks = await collect(await client.completions.create({ model: 'openai/gpt-3.5-turbo-instruct', prompt: 'Greet', stream: true }));
  assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
});

await check('responses', async () => {
  const response = await client.responses.create({ model: 'openai/gpt-4o-mini', input: 'Greet' });
  assert.equal(response.output_text, 'Hello, héllo');
  assert.equal(response.usage.input_tokens, 1000);
});

await check('responses in a stream', async () => {
  const events = await collect(await client.responses.create({ model: 'openai/gpt-4o-mini', input: 'Greet', stream: true }));
  const text = events.filter(event => event.type === 'response.output_text.delta').map(event => event.delta).join('');
  assert.equal(text, 'Hello, héllo');
  assert.equal(events.at(-1).type, 'response.completed');
  assert.ok(events.at(-1).response._cost > 0);
  assert.match(events.at(-1).response.trace_id, /^[0-9a-f]{32}$/);

  const whole = await client.responses.stream({ model: 'openai/gpt-4o-mini', input: 'Greet' }).finalResponse();
  assert.equal(whole.output_text, 'Hello, héllo');
  assert.equal(whole._routing.selected_model, 'gpt-4o-mini');
});

await check('moderations', async () => {
  const { results } = await client.moderations.create({ input: 'Greet' });
  assert.equal(results[0].flagged, false);
});

await check('transcription', async () => {
  const file = new File([new Uint8Array(100_000)], 'greeting.wav');
  const { text } = await client.audio.transcriptions.create({ model: 'openai/whisper-1', file });
  assert.equal(text, 'whisper-1');
});
