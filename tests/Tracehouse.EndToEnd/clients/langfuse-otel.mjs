// What the packages @langfuse/tracing, otel, client and openai do, alike in their fourth and fifth generation.
import assert from 'node:assert/strict';
import { checks } from './checks.mjs';

const png = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export async function run({ tracing, LangfuseSpanProcessor, LangfuseClient, observeOpenAI, NodeTracerProvider, OpenAI, gateway, isFifth }) {
  const { api, publicKey, secretKey, check, read, get, finish } = checks(process.argv);
  const processor = new LangfuseSpanProcessor({ baseUrl: api, publicKey, secretKey, environment: 'staging', release: 'r-7' });
  const provider = new NodeTracerProvider({ spanProcessors: [processor] });
  provider.register();
  const langfuse = new LangfuseClient({ baseUrl: api, publicKey, secretKey });
  let root;

  await check('nested observations', async () => {
    await tracing.startActiveObservation('support', async (span) => {
      root = span;
      span.update({ input: { question: 'Where?' }, metadata: { plan: 'pro' } });
      const found = span.startObservation('look it up', { input: { words: ['where'] } }, { asType: 'tool' });
      found.update({ output: 'found' });
      found.end();
      const answer = span.startObservation('answer', {
        model: 'gpt-4o-mini', modelParameters: { temperature: 0.2 }, input: [{ role: 'user', content: 'Where is it?' }], completionStartTime: new Date(Date.now() + 50),
      }, { asType: 'generation' });
      answer.update({ output: { role: 'assistant', content: 'In the drawer' }, usageDetails: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25, prompt_tokens_details: { cached_tokens: 8 } } });
      answer.end();
      span.update({ output: 'In the drawer' });
    });
    await processor.forceFlush();
    const kept = await read(root.traceId);
    assert.equal(kept.trace.name, 'support');
    assert.equal(kept.trace.environment, 'staging');
    assert.equal(kept.trace.release, 'r-7');
    assert.equal(kept.trace.output_text, 'In the drawer');
    assert.equal(kept.span('look it up').kind, 'tool');
    assert.equal(kept.span('look it up').parent_span_id, root.id);
  });

  await check('generation with usage and cached tokens', async () => {
    const answer = (await read(root.traceId)).span('answer');
    assert.equal(answer.kind, 'generation');
    assert.equal(answer.model, 'gpt-4o-mini');
    assert.deepEqual([answer.tokens_in, answer.tokens_out], [20, 5]);
    assert.ok(answer.cost_usd > 0);
    const { cached_input_tokens: cached, parameters } = await get('GET', `/v1/traces/${root.traceId}-${answer.span_id}`);
    assert.equal(cached, 8);
    assert.equal(parameters.temperature, 0.2);
    assert.equal(answer.content.output_text, 'In the drawer');
  });

  await check('all types of observations', async () => {
    const types = ['span', 'generation', 'event', 'agent', 'tool', 'chain', 'retriever', 'evaluator', 'embedding', 'guardrail'];
    const parent = tracing.startObservation('types');
    for (const asType of types) {
      const one = parent.startObservation(`a ${asType}`, { input: asType }, { asType });
      if (asType !== 'event') {
        one.end();
      }
    }

    parent.end();
    await processor.forceFlush();
    const kept = await read(parent.traceId);
    assert.deepEqual(types.map((type) => kept.span(`a ${type}`).kind), types);
  });

  await check('user, session, tags of the trace', async () => {
    let id;
    const attributes = { userId: 'u-1', sessionId: 's-1', tags: ['a', 'b'] };
    const work = () => tracing.startActiveObservation('whose', (span) => {
      id = span.traceId;
      if (!isFifth) {
        span.updateTrace({ name: 'renamed', ...attributes });
      }
    });
    if (isFifth) {
      tracing.propagateAttributes({ ...attributes, traceName: 'renamed' }, work);
    } else {
      work();
    }

    await processor.forceFlush();
    const { trace } = await read(id);
    assert.deepEqual([trace.user_id, trace.session_id, trace.tags, trace.trace_name ?? trace.name], ['u-1', 's-1', ['a', 'b'], 'renamed']);
  });

  await check('errors and levels', async () => {
    const failing = tracing.startObservation('fails', {}, { asType: 'generation' });
    failing.update({ level: 'ERROR', statusMessage: 'no luck' });
    failing.end();
    await processor.forceFlush();
    const { trace } = await read(failing.traceId);
    assert.equal(trace.status, 'error');
    assert.equal(trace.error.message, 'no luck');
  });

  await check('exceptions keep their stack', async () => {
    const failing = tracing.startObservation('throws');
    failing.otelSpan.recordException(new Error('out of luck'));
    failing.end();
    await processor.forceFlush();
    const { trace } = await read(failing.traceId);
    assert.match(JSON.stringify(trace.events), /out of luck[\s\S]*stacktrace|stacktrace[\s\S]*out of luck/);
  });

  await check('observe', async () => {
    let id;
    const lookUp = tracing.observe(async (word) => {
      id = tracing.getActiveTraceId();
      return { found: word };
    }, { name: 'observed' });
    await lookUp('where');
    await processor.forceFlush();
    const { trace } = await read(id);
    assert.equal(trace.name, 'observed');
    assert.match(trace.input_text, /where/);
    assert.match(trace.output_text, /found/);
  });

  await check('media', async () => {
    const shown = tracing.startObservation('shown', { input: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: png } }] }] });
    shown.end();
    await processor.forceFlush();
    const { trace } = await read(shown.traceId);
    const id = JSON.stringify(trace).match(/@@@langfuseMedia:type=image\/png\|id=([^|]{22})\|/)[1];
    const found = await langfuse.api.media.get(id);
    const bytes = Buffer.from(await (await fetch(found.url)).arrayBuffer());
    assert.equal(bytes.toString('base64'), png.split(',')[1]);
  });

  await check('scores', async () => {
    langfuse.score.observation(root, { name: 'tone', value: 'calm' });
    langfuse.score.trace(root, { name: 'helpful', value: 0.9, comment: 'good' });
    langfuse.score.create({ sessionId: 's-1', name: 'mood', value: 1, dataType: 'BOOLEAN' });
    await langfuse.flush();
    const { scores } = await get('GET', `/v1/scores?trace_id=${root.traceId}`);
    assert.deepEqual(scores.map((score) => [score.name, score.span_id]).sort(), [['helpful', null], ['tone', root.id]]);
    assert.ok((await get('GET', '/v1/scores?session_id=s-1')).scores.some((score) => score.name === 'mood'));
  });

  await check('score configs', async () => {
    const config = await langfuse.api.scoreConfigs.create({ name: 'stars', dataType: 'NUMERIC', minValue: 1, maxValue: 5 });
    await assert.rejects(() => create({ traceId: root.traceId, configId: config.id, value: 9 }), /400|maximum/);
    const { id } = await create({ traceId: root.traceId, configId: config.id, value: 4 });
    assert.equal((await get('GET', `/v1/scores?trace_id=${root.traceId}&name=stars`)).scores[0].id, id);
    const changed = await langfuse.api.scoreConfigs.update(config.id, { isArchived: true });
    assert.equal(changed.isArchived, true);
    assert.ok((await langfuse.api.scoreConfigs.get({})).data.some((one) => one.id === config.id));
    assert.equal((await langfuse.api.scoreConfigs.getById(config.id)).name, 'stars');
  });

  await check('scores read and deleted', async () => {
    if (langfuse.api.scores?.getManyV3 ?? langfuse.api.scoresV3) {
      const third = await (langfuse.api.scoresV3 ?? langfuse.api.scores).getManyV3({ traceId: root.traceId, fields: 'subject,details' });
      assert.deepEqual(third.data.filter((score) => score.name === 'tone').map((score) => [score.value, score.subject.kind]), [['calm', 'observation']]);
    }

    const second = await many({ traceId: root.traceId, limit: 10 });
    assert.equal(second.meta.totalItems, second.data.length);
    const { id } = second.data.find((score) => score.name === 'helpful');
    assert.equal((await single(id)).value, 0.9);
    await remove(id);
    await assert.rejects(() => single(id), /404|not ?found|There is no score/i);
  });

  await check('projects and health', async () => {
    const projects = await langfuse.api.projects.get();
    assert.equal(projects.data[0].name, 'one');
    assert.ok(projects.data[0].organization.id);
    assert.equal((await langfuse.api.health.health()).status, 'OK');
  });

  await check('trace url', async () => {
    const url = await langfuse.getTraceUrl(root.traceId);
    const answer = await fetch(url, { redirect: 'manual', headers: { authorization: `Bearer ${secretKey}` } });
    assert.equal(answer.status, 302);
    assert.match(answer.headers.get('location'), new RegExp(`^/traces/${root.traceId}`));
  });

  await check('observeOpenAI through the gateway', async () => {
    const openai = observeOpenAI(new OpenAI({ baseURL: gateway, apiKey: secretKey }), { generationName: 'wrapped' });
    let id;
    await tracing.startActiveObservation('asks', async (span) => {
      id = span.traceId;
      await openai.chat.completions.create({ model: 'demo/echo', messages: [{ role: 'user', content: 'hello' }] });
    });
    await processor.forceFlush();
    const wrapped = (await read(id)).span('wrapped');
    assert.equal(wrapped.kind, 'generation');
    assert.ok(wrapped.tokens_out > 0);
  });

  await check('shutdown', async () => {
    const last = tracing.startObservation('last words');
    last.end();
    await provider.shutdown();
    await langfuse.shutdown();
    assert.equal((await read(last.traceId)).trace.name, 'last words');
  });

  finish();

  function create(score) {
    return (langfuse.api.legacy?.scoreV1 ?? langfuse.api.score ?? langfuse.api.scores).create(score);
  }

  function remove(id) {
    return (langfuse.api.legacy?.scoreV1 ?? langfuse.api.score ?? langfuse.api.scores).delete(id);
  }

  function many(query) {
    const scores = langfuse.api.scoreV2 ?? langfuse.api.scores;
    return (scores.get ?? scores.getMany).call(scores, query);
  }

  function single(id) {
    const scores = langfuse.api.scoreV2 ?? langfuse.api.scores;
    return scores.getById.call(scores, id);
  }
}
