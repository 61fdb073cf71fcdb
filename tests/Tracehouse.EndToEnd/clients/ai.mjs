// The unmodified AI SDK of Vercel against the gateway. Run: node ai.mjs <gateway base url> <model>
import assert from 'node:assert/strict';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateObject, generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';

const [baseURL, name] = process.argv.slice(2);
const provider = createOpenAICompatible({ name: 'tracehouse', baseURL, apiKey: 'any', includeUsage: true, supportsStructuredOutputs: true });
const model = provider(name);
const prompt = 'Greet me';
const tools = {
  weather: tool({ description: 'Weather of a city', inputSchema: z.object({ city: z.string() }), execute: async ({ city }) => `Sunny in ${city}` }),
};

async function check(step, run) {
  await run();
  console.log(`ok ${step}`);
}

await check('generateText', async () => {
  const { text, usage, response } = await generateText({ model, prompt, maxRetries: 0 });
  assert.ok(text.includes('👋'));
  assert.equal(usage.inputTokens, 1000);
  assert.equal(typeof response.body._cost, 'number');
  assert.match(response.headers['x-opentracy-trace-id'], /^[0-9a-f]{32}$/);
});

await check('streamText', async () => {
  const result = streamText({ model, prompt, maxRetries: 0 });
  let text = '';
  for await (const piece of result.textStream) text += piece;
  assert.ok(text.includes('👋'));
  assert.equal((await result.usage).outputTokens, 100);
});

await check('tools', async () => {
  const { text, steps } = await generateText({ model, prompt, tools, stopWhen: stepCountIs(3), maxRetries: 0 });
  assert.equal(steps.length, 2);
  assert.deepEqual(steps[0].toolResults.map(result => result.output), ['Sunny in Oslo']);
  assert.ok(text.length > 0);
});

await check('tools in a stream', async () => {
  const result = streamText({ model, prompt, tools, stopWhen: stepCountIs(3), maxRetries: 0 });
  for await (const piece of result.textStream) assert.ok(piece);
  assert.equal((await result.steps).length, 2);
});

await check('generateObject', async () => {
  const { object } = await generateObject({ model, prompt, schema: z.object({ greeting: z.string() }), maxRetries: 0 });
  assert.equal(object.greeting, 'Hello');
});

await check('error', async () => {
  await assert.rejects(generateText({ model: provider('demo/ecko'), prompt, maxRetries: 0 }), error => error.statusCode === 404 && error.message.includes('demo/echo'));
});
