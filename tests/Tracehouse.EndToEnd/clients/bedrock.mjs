// The client of AWS for Bedrock. Run: node bedrock.mjs <endpoint> <access key> <secret>; the endpoint is Bedrock's, or the gateway's own for it, which signs anew.
import assert from 'node:assert/strict';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';

const [endpoint, accessKeyId, secretAccessKey] = process.argv.slice(2);
// By itself it speaks HTTP/2, which needs TLS.
const requestHandler = new NodeHttpHandler();
const client = new BedrockRuntimeClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1, requestHandler });
const modelId = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const messages = [{ role: 'user', content: [{ text: 'Say hello' }] }];
const toolConfig = { tools: [{ toolSpec: { name: 'weather', inputSchema: { json: { type: 'object' } } } }] };

async function check(name, run) {
  await run();
  console.log(`ok ${name}`);
}

async function collect(command) {
  const events = [];
  const { stream } = await client.send(command);
  for await (const event of stream) events.push(event);
  return events;
}

await check('converse', async () => {
  const answer = await client.send(new ConverseCommand({ modelId, messages }));
  assert.equal(answer.output.message.content[0].text, 'Hello, héllo, 你好 and 👋');
  assert.equal(answer.usage.cacheReadInputTokens, 1000);
});

await check('converse as a stream', async () => {
  const events = await collect(new ConverseStreamCommand({ modelId, messages, toolConfig }));
  const deltas = events.map(event => event.contentBlockDelta?.delta).filter(Boolean);
  assert.equal(deltas.map(delta => delta.text ?? '').join(''), 'I héar "you"');
  assert.equal(deltas.map(delta => delta.toolUse?.input ?? '').join(''), '{"city": "Oslo"}');
  assert.equal(deltas.find(delta => delta.reasoningContent?.signature).reasoningContent.signature, 'c2ln');
  assert.equal(events.find(event => event.contentBlockStart).contentBlockStart.start.toolUse.toolUseId, 'tooluse_1');
  assert.equal(events.find(event => event.messageStop).messageStop.stopReason, 'tool_use');
  assert.equal(events.at(-1).metadata.usage.outputTokens, 50);
});

await check('an exception within a stream', async () => {
  await assert.rejects(collect(new ConverseStreamCommand({ modelId: 'broken', messages })), { name: 'ModelStreamErrorException', message: 'The model broke down' });
});

await check('any other call', async () => {
  const answer = await client.send(new InvokeModelCommand({ modelId: 'arn:aws:bedrock:us-east-1:1:inference-profile/x', body: '{}', contentType: 'application/json' }));
  assert.deepEqual(JSON.parse(new TextDecoder().decode(answer.body)), { passed: true });
});

await check('an error', async () => {
  await assert.rejects(client.send(new ConverseCommand({ modelId: 'throttled', messages })), { name: 'ThrottlingException', message: 'Too many requests' });
});
