// What the unmodified packages of the fifth generation manage. Run: node library.mjs <api url> <public key> <secret key>
import { LangfuseClient } from '@langfuse/client';
import { LangfuseSpanProcessor } from '@langfuse/otel';
import { startObservation } from '@langfuse/tracing';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { checks } from '../checks.mjs';
import { checkLibrary } from '../langfuse-library.mjs';

const [, , baseUrl, publicKey, secretKey] = process.argv;
const spans = new LangfuseSpanProcessor({ baseUrl, publicKey, secretKey });
new NodeTracerProvider({ spanProcessors: [spans] }).register();

async function extra({ langfuse, check, assert, run, name }) {
  await check('dataset.createItem, get as of a version', async () => {
    const first = await langfuse.dataset.createItem({ datasetName: name, input: { q: 10 }, metadata: { step: 1 } });
    await new Promise((done) => setTimeout(done, 5));
    await langfuse.dataset.createItem({ datasetName: name, id: first.id, input: { q: 11 } });
    const then = await langfuse.dataset.get(name, { version: first.updatedAt });
    assert.deepEqual(then.items.find((item) => item.id === first.id).input, { q: 10 });
    assert.deepEqual((await langfuse.api.datasetItems.get(first.id)).input, { q: 11 });
  });

  await check('models.upsert', async () => {
    const model = await langfuse.api.models.upsert(`own-${run}`, { modelName: 'own', matchPattern: 'own', unit: 'TOKENS', inputPrice: 1 });
    assert.equal(model.inputPrice, 1);
  });

  await check('experiments, experiment items', async () => {
    const fromStartTime = new Date(Date.now() - 600_000).toISOString();
    const found = await langfuse.api.experiments.list({ fromStartTime, name: 'run 1', fields: 'core,metadata,scores' });
    const experiment = found.data.find((one) => one.metadata?.by === 'test');
    assert.deepEqual([experiment.itemCount, experiment.description], [3, 'doubles']);
    const items = await langfuse.api.experiments.listItems({ fromStartTime, experimentId: experiment.id, fields: 'core,dataset,io' });
    assert.equal(items.data.length, 3);
    assert.deepEqual(items.data.map((item) => item.output).sort(), items.data.map((item) => item.expectedOutput).sort());
  });

  await check('evaluators, evaluation rules: said not to be offered', async () => {
    assert.deepEqual((await langfuse.api.evaluators.list()).data, []);
    assert.deepEqual((await langfuse.api.evaluationRules.list()).data, []);
    const refused = langfuse.api.evaluators.create({ type: 'llm_as_judge', name: 'e', prompt: 'p', outputDefinition: {} }, { maxRetries: 0 });
    await assert.rejects(refused, (error) => error.statusCode === 501);
  });
}

await checkLibrary({ LangfuseClient, startObservation, checks, flush: () => spans.forceFlush(), extra });
