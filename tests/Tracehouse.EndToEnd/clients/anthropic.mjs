// The unmodified Anthropic client against the gateway. Run: node anthropic.mjs <gateway address, without /v1>; the provider anthropic must be FakeAnthropic.
import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';

const [baseURL] = process.argv.slice(2);
const client = new Anthropic({ baseURL, apiKey: 'any', maxRetries: 0 });
const model = 'claude-sonnet-4-5';
const messages = [{ role: 'user', content: 'Say hello, héllo, 你好 and 👋' }];
const tools = [{ name: 'weather', input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } }];
const hello = 'Hello, héllo, 你好 and 👋';

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

await check('message', async () => {
  const { data, response } = await client.messages.create({ model, max_tokens: 100, system: 'Be kind', messages }).withResponse();
  assert.equal(data.content[0].text, hello);
  assert.equal(data.usage.cache_read_input_tokens, 1000);
  assert.match(response.headers.get('x-tracehouse-trace-id'), /^[0-9a-f]{32}$/);
});

await check('message with the provider in its model', async () => {
  const message = await client.messages.create({ model: `anthropic/${model}`, max_tokens: 100, messages });
  assert.equal(message.stop_reason, 'end_turn');
});

await check('stream', async () => {
  const stream = client.messages.stream({ model, max_tokens: 100, messages });
  let text = '';
  stream.on('text', piece => { text += piece; });
  const message = await stream.finalMessage();
  assert.equal(text, hello);
  assert.equal(message.content[0].text, hello);
  assert.equal(message.usage.output_tokens, 50);
});

await check('tools', async () => {
  const asked = await client.messages.create({ model, max_tokens: 100, messages, tools });
  const call = asked.content.find(block => block.type === 'tool_use');
  assert.deepEqual(call.input, { city: 'Oslo' });
  const told = await client.messages.create({
    model, max_tokens: 100, tools,
    messages: [...messages, { role: 'assistant', content: asked.content }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'Sunny' }] }],
  });
  assert.equal(told.content[0].text, hello);
});

await check('tools in a stream', async () => {
  const message = await client.messages.stream({ model, max_tokens: 100, messages, tools }).finalMessage();
  assert.equal(message.content[0].thinking, 'Let me look');
  assert.deepEqual(message.content[2].input, { city: 'Oslo' });
  assert.equal(message.content[3].name, 'time');
  assert.equal(message.stop_reason, 'tool_use');
});

await check('count tokens', async () => {
  assert.equal((await client.messages.countTokens({ model, messages })).input_tokens, 14);
});

await check('unknown model', async () => {
  const error = await failure(() => client.messages.create({ model: 'nobody/claude', max_tokens: 100, messages }));
  assert.ok(error instanceof Anthropic.NotFoundError);
  assert.equal(error.error.error.type, 'not_found_error');
});

await check('invalid request', async () => {
  const error = await failure(() => client.messages.create({ model, max_tokens: 100, messages: [] }));
  assert.ok(error instanceof Anthropic.BadRequestError);
  assert.equal(error.error.error.type, 'invalid_request_error');
});

await check('upstream error', async () => {
  const error = await failure(() => client.messages.create({ model: 'overloaded', max_tokens: 100, messages }));
  assert.equal(error.status, 529);
  assert.equal(error.error.error.type, 'overloaded_error');
});
