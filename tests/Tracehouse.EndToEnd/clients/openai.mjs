// The unmodified OpenAI client against the gateway. Run: node openai.mjs <gateway base url> [model]; the model must answer with text, or a tool call when offered one.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const [baseURL, model = 'demo/echo'] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: 'any', maxRetries: 0 });
const messages = [{ role: 'user', content: 'Say hello, héllo, 你好 and 👋' }];
const tools = [{
  type: 'function',
  function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
}];

async function check(name, run) {
  await run();
  console.log(`ok ${name}`);
}

async function failure(run) {
  try {
    await run();
  } catch (error) {
    return error;
  }
  assert.fail('it should have failed');
}

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const textOf = chunks => chunks.map(chunk => chunk.choices[0]?.delta?.content ?? '').join('');

await check('chat', async () => {
  const { data, response } = await client.chat.completions.create({ model, messages, metadata: { user_id: 'u_1' } }).withResponse();
  assert.ok(data.choices[0].message.content.length > 0);
  assert.ok(data.usage.prompt_tokens > 0);
  assert.match(response.headers.get('x-tracehouse-trace-id'), /^[0-9a-f]{32}$/);
});

await check('extras', async () => {
  const resp = await client.chat.completions.create({ model, messages });
  assert.equal(typeof resp._cost, 'number');
  assert.equal(resp.cost.total_cost_usd, resp._cost);
  assert.ok(resp._latency_ms > 0);
  assert.equal(`${resp._routing.provider}/${resp._routing.selected_model}`, model);
  assert.equal(resp._routing.cluster_id, null);
  const { data, response } = await client.chat.completions.create({ model, messages }, { headers: { 'X-OpenTracy-Extras': 'off' } }).withResponse();
  assert.equal(data._cost, undefined);
  assert.equal(response.headers.get('x-opentracy-selected-model'), model);
  assert.equal(typeof Number(response.headers.get('x-opentracy-cost-usd')), 'number');
});

await check('stream without usage', async () => {
  const chunks = await collect(await client.chat.completions.create({ model, messages, stream: true }));
  assert.ok(textOf(chunks).length > 0);
  assert.ok(chunks.every(chunk => chunk.choices.length > 0), 'the usage chunk must be hidden');
  assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
});

await check('stream with usage', async () => {
  const chunks = await collect(await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } }));
  assert.equal(chunks.at(-1).choices.length, 0);
  assert.ok(chunks.at(-1).usage.completion_tokens > 0);
  assert.equal(typeof chunks.at(-1)._cost, 'number');
  assert.match(chunks.at(-1).trace_id, /^[0-9a-f]{32}$/);
});

await check('stream left early', async () => {
  const stream = await client.chat.completions.create({ model, messages, stream: true });
  for await (const chunk of stream) {
    assert.ok(chunk.id);
    break;
  }
});

await check('tools', async () => {
  const asked = await client.chat.completions.create({ model, messages, tools });
  const [call] = asked.choices[0].message.tool_calls;
  assert.equal(asked.choices[0].finish_reason, 'tool_calls');
  assert.equal(typeof JSON.parse(call.function.arguments).city, 'string');
  const told = await client.chat.completions.create({
    model, tools, messages: [...messages, asked.choices[0].message, { role: 'tool', tool_call_id: call.id, content: 'Sunny' }],
  });
  assert.ok(told.choices[0].message.content.length > 0);
});

await check('tools in a stream', async () => {
  const final = await client.chat.completions.stream({ model, messages, tools }).finalChatCompletion();
  assert.equal(final.choices[0].message.tool_calls[0].function.name, 'weather');
});

await check('unknown model', async () => {
  const error = await failure(() => client.chat.completions.create({ model: 'demo/ecko', messages }));
  assert.ok(error instanceof OpenAI.NotFoundError);
  assert.equal(error.status, 404);
  assert.equal(error.code, 'model_not_found');
  assert.match(error.message, /demo\/echo/);
});

await check('invalid request', async () => {
  const error = await failure(() => client.chat.completions.create({ model, messages: [] }));
  assert.ok(error instanceof OpenAI.BadRequestError);
  assert.equal(error.code, 'invalid_request');
  assert.equal(error.param, 'messages');
});

await check('upstream error', async () => {
  const error = await failure(() => client.chat.completions.create({ model: 'demo/error', messages }));
  assert.ok(error instanceof OpenAI.RateLimitError);
  assert.equal(error.code, 'rate_limited');
  assert.equal(error.headers.get('retry-after'), '1');
});

await check('models', async () => {
  const ids = [];
  for await (const listed of client.models.list()) ids.push(listed.id);
  assert.ok(ids.includes('demo/echo'));
  assert.equal((await client.models.retrieve('demo/echo')).owned_by, 'demo');
});
