// The unmodified OpenAI client against models of Bedrock and of Azure. Run: node openai-bedrock.mjs <gateway base url>.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.argv[2], apiKey: 'any', maxRetries: 0 });
const model = 'bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const messages = [{ role: 'user', content: 'Say hello' }];
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object' } } }];
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

await check('bedrock', async () => {
  const answer = await client.chat.completions.create({ model, messages });
  assert.equal(answer.choices[0].message.content, hello);
  assert.equal(answer.usage.prompt_tokens, 3100);
  assert.equal(answer._request_id, 'request-1');
});

await check('bedrock in a stream', async () => {
  const chunks = [];
  for await (const chunk of await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } })) chunks.push(chunk);
  assert.equal(chunks.map(chunk => chunk.choices[0]?.delta?.content ?? '').join(''), hello);
  assert.equal(chunks.at(-1).usage.completion_tokens, 50);
});

await check('bedrock calls tools, also in a stream, and hears of them', async () => {
  const asked = await client.chat.completions.create({ model, messages, tools });
  assert.deepEqual(asked.choices[0].message.tool_calls.map(call => call.function.name), ['weather', 'time']);
  const results = asked.choices[0].message.tool_calls.map(call => ({ role: 'tool', tool_call_id: call.id, content: 'Sunny' }));
  const told = await client.chat.completions.create({ model, tools, messages: [...messages, asked.choices[0].message, ...results] });
  assert.equal(told.choices[0].message.content, hello);
  const streamed = await client.chat.completions.stream({ model, messages, tools }).finalChatCompletion();
  assert.deepEqual(streamed.choices[0].message.tool_calls.map(call => call.function.arguments), ['{"city": "Oslo"}', '{}']);
});

await check('bedrock in error', async () => {
  const refused = await failure(() => client.chat.completions.create({ model: 'bedrock/throttled', messages }));
  assert.ok(refused instanceof OpenAI.RateLimitError);
  assert.equal(refused.code, 'ThrottlingException');
  const broken = await failure(() => client.chat.completions.stream({ model: 'bedrock/broken', messages }).finalChatCompletion());
  assert.match(broken.message, /The model broke down/);
  const impossible = await failure(() => client.chat.completions.create({ model, messages, n: 2 }));
  assert.equal(impossible.param, 'n');
});

await check('azure', async () => {
  const answer = await client.chat.completions.create({ model: 'azure/my-deployment', messages });
  assert.equal(answer.choices[0].message.content, hello);
  const streamed = await client.chat.completions.stream({ model: 'azure/my-deployment', messages, tools }).finalChatCompletion();
  assert.equal(streamed.choices[0].message.tool_calls[0].function.name, 'weather');
  assert.ok((await client.embeddings.create({ model: 'azure/my-embeddings', input: 'x' })).data.length > 0);
  assert.ok((await client.responses.create({ model: 'azure/my-deployment', input: 'x' })).output_text.length > 0);
});
