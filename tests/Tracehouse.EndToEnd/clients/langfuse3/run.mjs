// The unmodified package langfuse of the third generation. Run: node run.mjs <api url> <public key> <secret key>
import assert from 'node:assert/strict';
import { Langfuse, LangfuseMedia } from 'langfuse';
import { checks } from '../checks.mjs';

const { api, publicKey, secretKey, check, read, get, finish } = checks(process.argv);
const langfuse = new Langfuse({ baseUrl: api, publicKey, secretKey, environment: 'staging', release: 'r-7', flushAt: 1000 });
const failures = [];
langfuse.on('error', (error) => failures.push(error));
const png = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function flush() {
  await langfuse.flushAsync();
  assert.deepEqual(failures, []);
}

const trace = langfuse.trace({ name: 'support', userId: 'u-1', sessionId: 's-1', tags: ['b', 'a'], metadata: { plan: { kind: 'pro' } }, input: { question: 'Where?' }, public: true, version: 'v2' });
const span = trace.span({ name: 'look it up', input: { words: ['where'] }, metadata: { step: 1 } });
const generation = span.generation({
  name: 'answer', model: 'gpt-4o-mini', modelParameters: { temperature: 0.2 }, input: [{ role: 'user', content: 'Where is it?' }], startTime: new Date(Date.now() - 1500),
});
const event = trace.event({ name: 'asked again', metadata: { times: 2 }, level: 'WARNING', statusMessage: 'impatient' });

await check('trace', async () => {
  await flush();
  const kept = await read(trace.id);
  assert.equal(kept.trace.name, 'support');
  assert.equal(kept.trace.user_id, 'u-1');
  assert.equal(kept.trace.session_id, 's-1');
  assert.deepEqual(kept.trace.tags, ['a', 'b']);
  assert.equal(kept.trace.environment, 'staging');
  assert.equal(kept.trace.release, 'r-7');
  assert.match(kept.note.content.input_text, /Where\?/);
});

await check('trace.update', async () => {
  trace.update({ output: 'In the drawer', metadata: { plan: { seats: 3 } }, tags: ['c'] });
  await flush();
  const kept = await read(trace.id);
  assert.deepEqual(kept.trace.tags, ['a', 'b', 'c']);
  assert.equal(kept.trace.name, 'support');
  assert.equal(kept.note.content.output_text, 'In the drawer');
  const { metadata } = await get('GET', `/v1/traces/${kept.trace.trace_id}-trace`);
  assert.deepEqual(metadata, { plan: { kind: 'pro', seats: 3 } });
});

await check('nested spans', async () => {
  const kept = await read(trace.id);
  assert.equal(kept.span('look it up').span_id, span.id);
  assert.equal(kept.span('answer').parent_span_id, span.id);
});

await check('generation.end with usage', async () => {
  generation.end({ output: { role: 'assistant', content: 'In the drawer' }, usage: { promptTokens: 20, completionTokens: 5, totalTokens: 25 }, completionStartTime: new Date(Date.now() - 1000) });
  span.end({ output: 'found' });
  await flush();
  const answer = (await read(trace.id)).span('answer');
  assert.equal(answer.kind, 'generation');
  assert.equal(answer.model, 'gpt-4o-mini');
  assert.equal(answer.tokens_in, 20);
  assert.equal(answer.tokens_out, 5);
  assert.ok(answer.latency_ms >= 1500 && answer.ttft_ms >= 500, `${answer.latency_ms} ${answer.ttft_ms}`);
  assert.equal(answer.content.output_text, 'In the drawer');
  assert.ok(answer.cost_usd > 0);
});

await check('update after end', async () => {
  generation.update({ metadata: { reviewed: true }, statusMessage: 'late', usageDetails: { input: 20, output: 6, total: 26 } });
  await flush();
  const answer = (await read(trace.id)).span('answer');
  assert.equal(answer.tokens_out, 6);
  assert.equal(answer.tokens_in, 20);
});

await check('event', async () => {
  const asked = (await read(trace.id)).span('asked again');
  assert.equal(asked.kind, 'event');
  assert.equal(asked.level, 'warning');
  assert.equal(asked.span_id, event.id);
});

await check('error level', async () => {
  const failing = trace.generation({ name: 'fails', model: 'gpt-4o' });
  failing.end({ level: 'ERROR', statusMessage: 'no luck' });
  await flush();
  const kept = (await read(trace.id)).span('fails');
  assert.equal(kept.status, 'error');
  assert.match(JSON.stringify(kept), /no luck/);
});

await check('updates that come before their beginning', async () => {
  const id = `early-${Date.now()}`;
  const start = new Date(Date.now() - 60000);
  await get('POST', '/api/public/ingestion', { batch: [{ id: `${id}-2`, type: 'span-update', timestamp: new Date().toISOString(), body: { id, traceId: id, output: 'done', endTime: new Date().toISOString() } }] });
  await get('POST', '/api/public/ingestion', { batch: [{ id: `${id}-1`, type: 'span-create', timestamp: start.toISOString(), body: { id, traceId: id, name: 'early', startTime: start.toISOString(), output: 'not yet' } }] });
  const kept = (await read(id)).span('early');
  assert.equal(kept.content.output_text, 'done');
  assert.ok(kept.latency_ms >= 59000);
});

await check('score of a trace', async () => {
  trace.score({ name: 'helpful', value: 0.9, comment: 'good' });
  await flush();
  const { scores } = await get('GET', `/v1/scores?trace_id=${trace.id.replaceAll('-', '')}&name=helpful`);
  assert.equal(scores[0].value, 0.9);
  assert.equal(scores[0].comment, 'good');
});

await check('score of an observation', async () => {
  generation.score({ name: 'tone', value: 'calm' });
  langfuse.score({ traceId: trace.id, observationId: generation.id, name: 'true', value: 1, dataType: 'BOOLEAN' });
  await flush();
  const { scores } = await get('GET', `/v1/scores?span_id=${generation.id}`);
  assert.deepEqual(scores.map((score) => [score.name, score.data_type]).sort(), [['tone', 'categorical'], ['true', 'boolean']]);
});

await check('score of a session', async () => {
  langfuse.score({ sessionId: 's-1', name: 'session mood', value: 3 });
  await flush();
  const { scores } = await get('GET', '/v1/scores?session_id=s-1');
  assert.equal(scores[0].name, 'session mood');
});

await check('media', async () => {
  const media = new LangfuseMedia({ base64DataUri: png });
  const shown = langfuse.trace({ name: 'shown', metadata: { picture: media } });
  await flush();
  const kept = await read(shown.id);
  const { metadata } = await get('GET', `/v1/traces/${kept.trace.trace_id}-trace`);
  const id = metadata.picture.match(/^@@@langfuseMedia:type=image\/png\|id=([^|]{22})\|/)[1];
  const found = await get('GET', `/api/public/media/${id}`);
  assert.equal(found.contentType, 'image/png');
  const bytes = Buffer.from(await (await fetch(found.url)).arrayBuffer());
  assert.equal(bytes.toString('base64'), png.split(',')[1]);
});

await check('trace url', async () => {
  const answer = await fetch(trace.getTraceUrl(), { redirect: 'manual', headers: { authorization: `Bearer ${secretKey}` } });
  assert.equal(answer.status, 302);
  assert.match(answer.headers.get('location'), new RegExp(`^/traces/${trace.id.replaceAll('-', '')}`));
});

await check('shutdown', async () => {
  const last = langfuse.trace({ name: 'last words' });
  await langfuse.shutdownAsync();
  assert.equal((await read(last.id)).trace.name, 'last words');
});

finish();
