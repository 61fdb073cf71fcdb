// What the fourth and the fifth generation of Langfuse's client manage alike; the packages are handed in by the script of each.
import assert from 'node:assert/strict';

export async function checkLibrary({ LangfuseClient, startObservation, flush, checks, extra = async () => {} }) {
  const { api, publicKey, secretKey, check, finish } = checks(process.argv);
  const open = () => new LangfuseClient({ baseUrl: api, publicKey, secretKey });
  const langfuse = open();
  const run = `${process.pid}`;
  const prompt = `team ${run}/greeting`;

  await check('prompt.create (text), get, compile', async () => {
    const made = await langfuse.prompt.create({ name: prompt, prompt: 'Hi {{name}}', labels: ['production'], tags: ['a'], config: { model: 'm' }, commitMessage: 'first' });
    assert.equal(made.version, 1);
    const found = await langfuse.prompt.get(prompt);
    assert.equal(found.compile({ name: 'Ann' }), 'Hi Ann');
    assert.deepEqual([found.config, found.tags, found.labels, found.commitMessage], [{ model: 'm' }, ['a'], ['latest', 'production'], 'first']);
  });

  await check('prompt.create (chat) with placeholders', async () => {
    const name = `chat ${run}`;
    await langfuse.prompt.create({ name, type: 'chat', labels: ['production'], prompt: [{ role: 'system', content: 'Be {{tone}}' }, { type: 'placeholder', name: 'history' }] });
    const found = await langfuse.prompt.get(name, { type: 'chat' });
    assert.deepEqual(found.compile({ tone: 'kind' }, { history: [{ role: 'user', content: 'Hello' }] }), [{ role: 'system', content: 'Be kind' }, { role: 'user', content: 'Hello' }]);
  });

  await check('prompt.update, get by version and by label', async () => {
    await langfuse.prompt.create({ name: prompt, prompt: 'Hello {{name}}' });
    assert.equal((await langfuse.prompt.get(prompt, { label: 'latest' })).version, 2);
    const changed = await langfuse.prompt.update({ name: prompt, version: 2, newLabels: ['production', 'best'] });
    assert.deepEqual(changed.labels, ['best', 'latest', 'production']);
    const other = open();
    assert.equal((await other.prompt.get(prompt)).version, 2);
    assert.deepEqual((await other.prompt.get(prompt, { version: 1 })).labels, []);
  });

  await check('prompts made of prompts', async () => {
    await langfuse.prompt.create({ name: `whole ${run}`, prompt: `Say: @@@langfusePrompt:name=${prompt}|version=1@@@`, labels: ['production'] });
    assert.equal((await langfuse.prompt.get(`whole ${run}`)).prompt, 'Say: Hi {{name}}');
  });

  await check('prompt cache and fallback', async () => {
    const first = await langfuse.prompt.get(prompt, { cacheTtlSeconds: 60 });
    assert.equal(await langfuse.prompt.get(prompt, { cacheTtlSeconds: 60 }), first);
    const fallback = await langfuse.prompt.get(`missing ${run}`, { fallback: 'Good day' });
    assert.deepEqual([fallback.prompt, fallback.isFallback], ['Good day', true]);
    await assert.rejects(langfuse.prompt.get(`missing ${run}`, { maxRetries: 0 }));
  });

  await check('prompts.list, prompt.delete', async () => {
    const list = await langfuse.api.prompts.list({ name: prompt });
    assert.deepEqual([list.data[0].versions, list.data[0].type, list.meta.totalItems], [[1, 2], 'text', 1]);
    if (langfuse.prompt.delete) {
      await langfuse.prompt.delete(prompt);
      await assert.rejects(open().prompt.get(prompt, { maxRetries: 0 }));
    }
  });

  const name = `set ${run}`;
  await check('dataset create, items, get', async () => {
    const dataset = await langfuse.api.datasets.create({ name, description: 'd', metadata: { a: 1 }, inputSchema: { type: 'object', required: ['q'] } });
    for (const q of [1, 2, 3]) {
      await langfuse.api.datasetItems.create({ datasetName: name, input: { q }, expectedOutput: q * 2, metadata: { q }, sourceTraceId: `t${q}` });
    }

    await assert.rejects(langfuse.api.datasetItems.create({ datasetName: name, input: 'words' }), (error) => error.statusCode === 400);
    const found = await langfuse.dataset.get(name, { fetchItemsPageSize: 2 });
    assert.deepEqual([found.id, found.metadata, found.items.map((item) => item.input.q).sort()], [dataset.id, { a: 1 }, [1, 2, 3]]);
    assert.equal((await langfuse.api.datasetItems.list({ datasetName: name, sourceTraceId: 't2' })).data[0].expectedOutput, 4);
    assert.ok((await langfuse.api.datasets.list({ limit: 100 })).data.some((one) => one.name === name));
  });

  await check('dataset item archive, delete, versions', async () => {
    const item = await langfuse.api.datasetItems.create({ datasetName: name, input: { q: 4 } });
    await new Promise((done) => setTimeout(done, 5));
    await langfuse.api.datasetItems.create({ datasetName: name, id: item.id, input: { q: 5 }, status: 'ARCHIVED' });
    assert.equal((await langfuse.api.datasetItems.get(item.id)).status, 'ARCHIVED');
    await langfuse.api.datasetItems.delete(item.id);
    await assert.rejects(langfuse.api.datasetItems.get(item.id), (error) => error.statusCode === 404);
  });

  await check('item.link, runs', async () => {
    const dataset = await langfuse.dataset.get(name);
    for (const item of dataset.items.slice(0, 2)) {
      const span = startObservation('linked');
      await item.link(span, 'by hand', { description: 'two of them', metadata: { m: 1 } });
      span.end();
    }

    await flush();
    const found = await langfuse.api.datasets.getRun(name, 'by hand');
    assert.deepEqual([found.description, found.metadata, found.datasetRunItems.length], ['two of them', { m: 1 }, 2]);
    assert.equal((await langfuse.api.datasetRunItems.list({ datasetId: dataset.id, runName: 'by hand' })).data.length, 2);
    assert.equal((await langfuse.api.trace.get(found.datasetRunItems[0].traceId)).name, 'linked');
    assert.deepEqual((await langfuse.api.datasets.getRuns(name)).data.map((one) => one.name), ['by hand']);
    await langfuse.api.datasets.deleteRun(name, 'by hand');
    await assert.rejects(langfuse.api.datasets.getRun(name, 'by hand'), (error) => error.statusCode === 404);
  });

  await check('dataset.runExperiment', async () => {
    const dataset = await langfuse.dataset.get(name);
    const result = await dataset.runExperiment({
      name: 'doubling', runName: 'run 1', description: 'doubles', metadata: { by: 'test' }, task: async ({ input }) => input.q * 2,
      evaluators: [async ({ output, expectedOutput }) => ({ name: 'right', value: output === expectedOutput ? 1 : 0 })],
      runEvaluators: [async ({ itemResults }) => ({ name: 'count', value: itemResults.length })],
    });
    await flush();
    assert.equal(result.itemResults.length, 3);
    const found = await langfuse.api.datasets.getRun(name, 'run 1');
    assert.equal(found.id, result.datasetRunId);
    assert.equal(found.datasetRunItems.length, 3);
    assert.match(await result.format(), /Average Scores/);
    const trace = await langfuse.api.trace.get(result.itemResults[0].traceId);
    assert.deepEqual([trace.environment, trace.output, trace.scores.map((score) => [score.name, score.value])], ['sdk-experiment', result.itemResults[0].output, [['right', 1]]]);
  });

  await check('experiment.run on local data', async () => {
    const result = await langfuse.experiment.run({ name: 'local', data: [{ input: 'a', expectedOutput: 'A' }], task: async ({ input }) => input.toUpperCase() });
    await flush();
    assert.deepEqual([result.itemResults[0].output, result.datasetRunId], ['A', undefined]);
    assert.equal((await langfuse.api.trace.get(result.itemResults[0].traceId)).output, 'A');
  });

  await check('comments', async () => {
    const projectId = (await langfuse.api.projects.get()).data[0].id;
    const { id } = await langfuse.api.comments.create({ projectId, objectType: 'TRACE', objectId: `t ${run}`, content: 'odd', authorUserId: 'ann' });
    assert.equal((await langfuse.api.comments.getById(id)).content, 'odd');
    assert.equal((await langfuse.api.comments.get({ objectType: 'TRACE', objectId: `t ${run}` })).data[0].id, id);
    await assert.rejects(langfuse.api.comments.create({ projectId, objectType: 'TRACE', objectId: 't', content: '' }), (error) => error.statusCode === 400);
  });

  await check('annotation queues', async () => {
    const config = await langfuse.api.scoreConfigs.create({ name: `good ${run}`, dataType: 'NUMERIC' });
    const queue = await langfuse.api.annotationQueues.createQueue({ name: `queue ${run}`, scoreConfigIds: [config.id] });
    const item = await langfuse.api.annotationQueues.createQueueItem(queue.id, { objectId: 't1', objectType: 'TRACE' });
    assert.equal((await langfuse.api.annotationQueues.updateQueueItem(queue.id, item.id, { status: 'COMPLETED' })).status, 'COMPLETED');
    assert.equal((await langfuse.api.annotationQueues.listQueueItems(queue.id, { status: 'COMPLETED' })).data.length, 1);
    assert.equal((await langfuse.api.annotationQueues.createQueueAssignment(queue.id, { userId: 'ann' })).queueId, queue.id);
    await langfuse.api.annotationQueues.deleteQueueAssignment(queue.id, { userId: 'ann' });
    assert.equal((await langfuse.api.annotationQueues.deleteQueueItem(queue.id, item.id)).success, true);
    assert.ok((await langfuse.api.annotationQueues.listQueues()).data.some((one) => one.id === (queue.id)));
  });

  await check('models', async () => {
    const model = await langfuse.api.models.create({
      modelName: `own ${run}`, matchPattern: '(?i)^(own)$', unit: 'TOKENS', pricingTiers: [{ name: 'Standard', isDefault: true, priority: 0, conditions: [], prices: { input: 0.000001 } }],
    });
    assert.equal((await langfuse.api.models.get(model.id)).prices.input.price, 0.000001);
    const list = await langfuse.api.models.list({ limit: 100 });
    assert.ok(list.meta.totalItems > 100 && list.data.some((one) => one.isLangfuseManaged));
    await langfuse.api.models.delete(model.id);
    await assert.rejects(langfuse.api.models.get(model.id), (error) => error.statusCode === 404);
  });

  await check('llm connections, blob storage: said not to be offered', async () => {
    assert.deepEqual((await langfuse.api.llmConnections.list()).data, []);
    const refused = langfuse.api.llmConnections.upsert({ provider: 'openai', adapter: 'openai', secretKey: 'sk' }, { maxRetries: 0 });
    await assert.rejects(refused, (error) => error.statusCode === 501);
  });

  await extra({ langfuse, check, assert, run, name, flush });
  finish();
}
