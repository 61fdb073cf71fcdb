// The unmodified exporters of OpenTelemetry. Run: node otlp.mjs <otlp http url> <otlp grpc url> <api url> <rounds>
import assert from 'node:assert/strict';
import { ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { OTLPTraceExporter as Proto } from '@opentelemetry/exporter-trace-otlp-proto';
import { OTLPTraceExporter as Json } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as Grpc } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';

const [http, grpc, api, rounds] = process.argv.slice(2).map((url) => url.replace(/\/$/, ''));

async function read(id) {
  const answer = await fetch(`${api}/v1/traces/${id}`);
  assert.equal(answer.status, 200, `${id}: ${await answer.clone().text()}`);
  return answer.json();
}

function tracing(exporter) {
  const failures = [];
  const send = exporter.export.bind(exporter);
  exporter.export = (spans, done) => send(spans, (result) => {
    if (result.code !== 0) failures.push(result.error);
    done(result);
  });
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  return { tracer: provider.getTracer('test', '1.2.3'), flush: async () => { await provider.forceFlush(); assert.deepEqual(failures, []); } };
}

async function check(name, run) {
  await run();
  console.log(`ok ${name}`);
}

const exporters = {
  proto: () => new Proto({ url: `${http}/v1/traces` }),
  'proto, gzip': () => new Proto({ url: `${http}/v1/traces`, compression: 'gzip' }),
  json: () => new Json({ url: `${http}/v1/traces` }),
  'json at the api': () => new Json({ url: `${api}/api/public/otel/v1/traces` }),
  grpc: () => new Grpc({ url: grpc }),
  'grpc, gzip': () => new Grpc({ url: grpc, compression: 'gzip' }),
};

for (const [name, exporter] of Object.entries(exporters)) {
  await check(name, async () => {
    const { tracer, flush } = tracing(exporter());
    for (let round = 0; round < Number(rounds); round++) {
      const span = tracer.startSpan(`${name} ${round}`, { root: true, attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-4o-mini', 'app.round': round } });
      span.addEvent('looked', { at: 'the sky' });
      span.setStatus({ code: SpanStatusCode.ERROR, message: 'no luck' });
      span.end();
      await flush();
      const kept = await read(span.spanContext().traceId);
      assert.equal(kept.span_id, span.spanContext().spanId);
      assert.equal(kept.name, `${name} ${round}`);
      assert.equal(kept.kind, 'generation');
      assert.equal(kept.model_asked, 'gpt-4o-mini');
      assert.equal(kept.level, 'error');
      assert.equal(kept.error.message, 'no luck');
      assert.equal(kept.scope, 'test');
      assert.equal(kept.attributes['app.round'], round);
      assert.equal(kept.events[0].name, 'looked');
    }
  });
}

const logs = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${http}/v1/logs` }) })] });
const logger = logs.getLogger('test');
async function say(span, eventName, body) {
  logger.emit({ eventName, body, context: trace.setSpan(ROOT_CONTEXT, span) });
  await logs.forceFlush();
}

const { tracer, flush } = tracing(exporters.proto());
for (const order of ['before', 'after']) {
  await check(`logs ${order} their span`, async () => {
    const span = tracer.startSpan('chat', { root: true, attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.system': 'openai' } });
    const tell = async () => {
      await say(span, 'gen_ai.user.message', { content: 'What is the weather?' });
      await say(span, 'gen_ai.choice', { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Sunny.' } });
    };
    if (order === 'before') await tell();
    span.end();
    await flush();
    if (order === 'after') await tell();
    const kept = await read(`${span.spanContext().traceId}-${span.spanContext().spanId}`);
    assert.equal(kept.input_text, 'What is the weather?');
    assert.equal(kept.output_text, 'Sunny.');
    assert.equal(kept.input_messages[0].content, 'What is the weather?');
    assert.equal(kept.output_messages[0].content, 'Sunny.');
  });
}
