// What the unmodified package langfuse of the third generation manages. Run: node library.mjs <api url> <public key> <secret key>
import assert from 'node:assert/strict';
import { Langfuse } from 'langfuse';
import { checks } from '../checks.mjs';

const { api, publicKey, secretKey, check, finish } = checks(process.argv);
const open = () => new Langfuse({ baseUrl: api, publicKey, secretKey });
const langfuse = open();
const run = `${process.pid}`;
const prompt = `old ${run}/greeting`;

await check('createPrompt, getPrompt, compile', async () => {
  await langfuse.createPrompt({ name: prompt, prompt: 'Hi {{name}}', labels: ['production'], config: { model: 'm' }, tags: ['a'] });
  const found = await langfuse.getPrompt(prompt);
  assert.deepEqual([found.compile({ name: 'Ann' }), found.version, found.config, found.tags], ['Hi Ann', 1, { model: 'm' }, ['a']]);
});

await check('chat prompts with placeholders', async () => {
  await langfuse.createPrompt({ name: `chat ${run}`, type: 'chat', labels: ['production'], prompt: [{ role: 'system', content: 'Be {{tone}}' }, { type: 'placeholder', name: 'history' }] });
  const found = await langfuse.getPrompt(`chat ${run}`, undefined, { type: 'chat' });
  assert.deepEqual(found.compile({ tone: 'kind' }, { history: [{ role: 'user', content: 'Hello' }] }), [{ role: 'system', content: 'Be kind' }, { role: 'user', content: 'Hello' }]);
});

await check('updatePrompt, versions and labels', async () => {
  await langfuse.createPrompt({ name: prompt, prompt: 'Hello {{name}}' });
  await langfuse.updatePrompt({ name: prompt, version: 2, newLabels: ['production'] });
  assert.equal((await open().getPrompt(prompt)).version, 2);
  assert.equal((await open().getPrompt(prompt, 1)).prompt, 'Hi {{name}}');
  assert.equal((await open().getPrompt(prompt, undefined, { label: 'latest' })).version, 2);
});

await check('prompt cache and fallback', async () => {
  const first = await langfuse.getPrompt(prompt, 1);
  assert.equal(await langfuse.getPrompt(prompt, 1), first);
  assert.equal((await langfuse.getPrompt(`missing ${run}`, undefined, { fallback: 'Good day', maxRetries: 0 })).prompt, 'Good day');
});

const name = `old set ${run}`;
await check('createDataset, createDatasetItem, getDataset', async () => {
  await langfuse.createDataset({ name, description: 'd', metadata: { a: 1 } });
  for (const q of [1, 2]) {
    await langfuse.createDatasetItem({ datasetName: name, input: { q }, expectedOutput: q * 2 });
  }

  const dataset = await langfuse.getDataset(name);
  assert.deepEqual([dataset.metadata, dataset.items.map((item) => item.input.q).sort()], [{ a: 1 }, [1, 2]]);
  assert.equal((await langfuse.getDatasetItem(dataset.items[0].id)).datasetName, name);
});

await check('item.link, getDatasetRun, getDatasetRuns', async () => {
  const dataset = await langfuse.getDataset(name);
  for (const item of dataset.items) {
    const trace = langfuse.trace({ name: 'linked' });
    await item.link(trace, 'run 1', { description: 'd', metadata: { m: 1 } });
  }

  await langfuse.flushAsync();
  const found = await langfuse.getDatasetRun({ datasetName: name, runName: 'run 1' });
  assert.deepEqual([found.description, found.metadata, found.datasetRunItems.length], ['d', { m: 1 }, 2]);
  assert.deepEqual((await langfuse.getDatasetRuns(name)).data.map((one) => one.name), ['run 1']);
});

finish();
