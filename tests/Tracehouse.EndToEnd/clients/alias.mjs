// The unmodified OpenAI client calling an alias. Run: node alias.mjs <gateway address with /v1> <alias>; somebody behind the alias must be FakeChatModel.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const [baseURL, model] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: 'any', maxRetries: 0 });
const messages = [{ role: 'user', content: 'Say hello' }];
const hello = 'Hello, héllo, 你好 and 👋';

async function check(name, run) {
  await run();
  console.log(`ok ${name}`);
}

await check('chat', async () => {
  const answer = await client.chat.completions.create({ model, messages });
  assert.equal(answer.choices[0].message.content, hello);
});

await check('stream', async () => {
  let text = '';
  for await (const chunk of await client.chat.completions.create({ model, messages, stream: true })) {
    text += chunk.choices[0]?.delta?.content ?? '';
  }
  assert.equal(text, hello);
});

await check('models', async () => {
  const listed = [];
  for await (const found of client.models.list()) {
    listed.push(found.id);
  }
  assert.ok(listed.includes(model));
  assert.equal((await client.models.retrieve(model)).owned_by, 'tracehouse');
});
