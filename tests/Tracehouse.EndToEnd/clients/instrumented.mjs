// Drives instrumentations of other makers against the gateway's demo model: node instrumented.mjs <which> <gateway> <otlp/http> <api>
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, context, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';

const [which, gateway, otlp, api] = process.argv.slice(2).map((url) => url.replace(/\/$/, ''));

const storage = new AsyncLocalStorage();
context.setGlobalContextManager({
  active: () => storage.getStore() ?? ROOT_CONTEXT,
  with: (active, run, self, ...args) => storage.run(active, () => run.apply(self, args)),
  bind: (active, target) => (typeof target === 'function' ? (...args) => storage.run(active, () => target(...args)) : target),
  enable() { return this; },
  disable() { return this; },
});

const sent = [];
const exporter = new OTLPTraceExporter({ url: `${otlp}/v1/traces` });
const send = exporter.export.bind(exporter);
const waiting = [];
exporter.export = (spans, done) => {
  sent.push(...spans);
  waiting.push(new Promise((resolve) => send(spans, (result) => { done(result); resolve(result); })));
};
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
trace.setGlobalTracerProvider(provider);

const question = 'What is the capital of France?';

async function read() {
  await new Promise((resolve) => setImmediate(resolve));
  await provider.forceFlush();
  for (const result of await Promise.all(waiting)) assert.equal(result.code, 0);
  assert.ok(sent.length > 0, 'nothing was sent');
  return Promise.all(sent.map(async (span) => {
    const { traceId, spanId } = span.spanContext();
    const answer = await fetch(`${api}/v1/traces/${traceId}-${spanId}`);
    assert.equal(answer.status, 200, `${traceId}-${spanId}: ${await answer.clone().text()}`);
    return answer.json();
  }));
}

// These libraries do not pass on what a stream says it spent; what nobody said is unknown, and not zero.
function isCall(span, isCounted = true) {
  assert.equal(span.kind, 'generation');
  assert.equal(span.status, 'success');
  assert.equal(span.model_asked, 'demo/echo');
  assert.equal(span.input_messages.at(-1).role, 'user');
  assert.equal(span.input_messages.at(-1).content, question);
  assert.equal(span.output_messages.at(-1).role, 'assistant');
  assert.ok(span.output_messages.at(-1).content.includes('France'), span.output_text);
  assert.ok(isCounted ? span.tokens_in > 0 && span.tokens_out > 0 : span.tokens_in === null && span.tokens_out === null, `${span.tokens_in} ${span.tokens_out}`);
  assert.equal(span.cost_usd, null);
}

const clients = {
  async openllmetry() {
    const { OpenAIInstrumentation } = await import('@traceloop/instrumentation-openai');
    await callOpenAI(new OpenAIInstrumentation({}));
  },
  async openinference() {
    const { OpenAIInstrumentation } = await import('@arizeai/openinference-instrumentation-openai');
    await callOpenAI(new OpenAIInstrumentation());
  },
  async vercel() {
    const { generateText, streamText } = await import('ai');
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    const model = createOpenAICompatible({ name: 'tracehouse', baseURL: `${gateway}/v1`, includeUsage: true })('demo/echo');
    const telemetry = { isEnabled: true, functionId: 'capital', metadata: { sessionId: 'chat-7', userId: 'ann' }, tracer: provider.getTracer('ai') };
    await generateText({ model, prompt: question, experimental_telemetry: telemetry });
    await streamText({ model, prompt: question, experimental_telemetry: telemetry }).consumeStream();
    const spans = await read();
    assert.equal(spans.length, 4);
    for (const inner of spans.filter((span) => span.parent_span_id)) {
      const outer = spans.find((span) => span.span_id === inner.parent_span_id);
      isCall(inner);
      assert.equal(inner.session_id, 'chat-7');
      assert.equal(outer.user_id, 'ann');
      assert.equal(outer.tokens_in, inner.tokens_in);
    }
    assert.equal(spans.filter((span) => span.parent_span_id).length, 2);
  },
};

async function callOpenAI(instrumentation) {
  const { default: OpenAI } = await import('openai');
  instrumentation.setTracerProvider(provider);
  instrumentation.manuallyInstrument(OpenAI);
  const client = new OpenAI({ baseURL: `${gateway}/v1`, apiKey: 'any' });
  await client.chat.completions.create({ model: 'demo/echo', messages: [{ role: 'user', content: question }] });
  const stream = await client.chat.completions.create({ model: 'demo/echo', messages: [{ role: 'user', content: question }], stream: true, stream_options: { include_usage: true } });
  for await (const _ of stream) { /* The span ends with the stream. */ }
  const spans = await read();
  assert.equal(spans.length, 2);
  isCall(spans[0]);
  isCall(spans[1], false);
}

await clients[which]();
console.log(`ok ${which}`);
