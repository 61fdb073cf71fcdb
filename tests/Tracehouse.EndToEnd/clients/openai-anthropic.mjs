// The unmodified OpenAI client with models of Anthropic's. Run: node openai-anthropic.mjs <gateway base url>; the provider anthropic must be FakeAnthropic.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const [baseURL] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: 'any', maxRetries: 0 });
const model = 'anthropic/claude-sonnet-4-5';
const hello = 'Hello, héllo, 你好 and 👋';
const messages = [{ role: 'system', content: 'Be kind' }, { role: 'user', content: 'Say hello to translation' }];
const tools = ['weather', 'time'].map(name => ({
  type: 'function',
  function: { name, parameters: { type: 'object', properties: { city: { type: 'string' } } } },
}));

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

const answerTools = calls => calls.map(call => ({ role: 'tool', tool_call_id: call.id, content: `answer of ${call.function.name}` }));

await check('chat', async () => {
  const { data, response } = await client.chat.completions.create({ model, messages, temperature: 0.5, stop: ['END'] }).withResponse();
  assert.equal(data.choices[0].message.content, hello);
  assert.equal(data.choices[0].finish_reason, 'stop');
  assert.deepEqual([data.usage.prompt_tokens, data.usage.completion_tokens, data.usage.prompt_tokens_details.cached_tokens], [3100, 50, 1000]);
  assert.ok(data.created > 1_000_000_000);
  assert.match(response.headers.get('x-tracehouse-trace-id'), /^[0-9a-f]{32}$/);
});

await check('stream', async () => {
  const chunks = [];
  for await (const chunk of await client.chat.completions.create({ model: 'claude-sonnet-4-5', messages, stream: true })) chunks.push(chunk);
  assert.equal(chunks.map(chunk => chunk.choices[0].delta.content ?? '').join(''), hello);
  assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
});

await check('stream with usage', async () => {
  const stream = client.chat.completions.stream({ model, messages, stream_options: { include_usage: true } });
  const final = await stream.finalChatCompletion();
  assert.equal(final.choices[0].message.content, hello);
  assert.equal((await stream.totalUsage()).prompt_tokens, 3100);
});

await check('tools in parallel', async () => {
  const asked = await client.chat.completions.create({ model, messages, tools, tool_choice: 'auto', reasoning_effort: 'low' });
  const { message } = asked.choices[0];
  assert.equal(asked.choices[0].finish_reason, 'tool_calls');
  assert.deepEqual(message.tool_calls.map(call => [call.id, call.function.name]), [['toolu_1', 'weather'], ['toolu_2', 'time']]);
  assert.deepEqual(JSON.parse(message.tool_calls[0].function.arguments), { city: 'Oslo' });
  assert.equal(message.reasoning_content, 'Let me look');
  const told = await client.chat.completions.create({ model, tools, reasoning_effort: 'low', messages: [...messages, message, ...answerTools(message.tool_calls)] });
  assert.equal(told.choices[0].message.content, hello);
});

await check('tools in a stream', async () => {
  const { message } = (await client.chat.completions.stream({ model, messages, tools }).finalChatCompletion()).choices[0];
  assert.deepEqual(message.tool_calls.map(call => [call.id, call.function.name, JSON.parse(call.function.arguments)]), [
    ['toolu_1', 'weather', { city: 'Oslo' }], ['toolu_2', 'time', {}],
  ]);
  assert.equal(message.thinking_blocks[0].signature, 'c2ln');
  const told = await client.chat.completions.create({ model, tools, messages: [...messages, message, ...answerTools(message.tool_calls)] });
  assert.equal(told.choices[0].message.content, hello);
});

await check('structured output', async () => {
  const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
  const answer = await client.chat.completions.parse({ model, messages, response_format: { type: 'json_schema', json_schema: { name: 'place', strict: true, schema } } });
  assert.deepEqual(answer.choices[0].message.parsed, { city: 'Oslo' });
});

await check('image', async () => {
  const answer = await client.chat.completions.create({
    model, messages: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0=' } }] }],
  });
  assert.equal(answer.choices[0].message.content, 'image/png iVBORw0=');
});

await check('what cannot be expressed', async () => {
  const error = await failure(() => client.chat.completions.create({ model, messages, n: 2 }));
  assert.ok(error instanceof OpenAI.BadRequestError);
  assert.equal(error.param, 'n');
});

await check('upstream refusal', async () => {
  const error = await failure(() => client.chat.completions.create({ model, messages, not_there: true }));
  assert.ok(error instanceof OpenAI.BadRequestError);
  assert.match(error.message, /not_there: Extra inputs are not permitted/);
});

await check('upstream error', async () => {
  const error = await failure(() => client.chat.completions.create({ model: 'anthropic/overloaded', messages }));
  assert.equal(error.status, 529);
  assert.equal(error.code, 'overloaded_error');
  assert.match(error.message, /Overloaded/);
});
