// Writes prices-golden.json: what the package itself charges for some calls. Run: node prices-golden.mjs (after the gateway was built).
import { writeFileSync } from 'node:fs';
import { calcPrice } from '../../../src/Gateway/node_modules/@pydantic/genai-prices/dist/index.js';

const cases = [
  ['openai', 'gpt-4o-mini', '2026-01-01T00:00:00Z', 1000, 200, 300],
  ['openai', 'gpt-4o-mini-2024-07-18', '2026-01-01T00:00:00Z', 1000, 0, 300],
  ['openai', 'GPT-4o', '2026-01-01T00:00:00Z', 12345, 1000, 678],
  ['openai', 'gpt-5.6-terra', '2026-07-29T23:59:59Z', 1000, 10, 100],
  ['openai', 'gpt-5.6-terra', '2026-07-30T00:00:00Z', 1000, 10, 100],
  ['openai', 'gpt-5.6-terra', '2026-08-01T00:00:00Z', 271999, 100, 1000],
  ['openai', 'gpt-5.6-terra-2026-07-01', '2026-08-01T00:00:00Z', 272000, 100, 1000],
  ['openai', 'ft:gpt-4o-mini-2024-07-18:us::x', '2026-01-01T00:00:00Z', 500, 0, 50],
  ['openai', 'no-such-model', '2026-01-01T00:00:00Z', 1000, 0, 300],
  ['openai', 'whisper-1', '2026-01-01T00:00:00Z', 1000, 0, 300],
  ['groq', 'llama-3.3-70b-versatile', '2026-01-01T00:00:00Z', 1000, 0, 300],
  ['mistral', 'mistral-medium-latest', '2026-07-01T00:00:00Z', 1000, 500, 300],
  ['deepseek', 'deepseek-chat', '2026-08-01T00:29:59Z', 1000, 500, 300],
  ['deepseek', 'deepseek-chat', '2026-08-01T00:30:00Z', 1000, 500, 300],
  ['deepseek', 'deepseek-v4-pro', '2026-09-01T03:59:59Z', 1000, 500, 300],
  ['deepseek', 'deepseek-v4-pro', '2026-09-01T04:00:00Z', 1000, 500, 300],
  ['google', 'gemini-2.5-pro', '2026-01-01T00:00:00Z', 250000, 1000, 300],
  ['google', 'claude-sonnet-4-5-20250929', '2026-01-01T00:00:00Z', 1000, 100, 300],
  ['perplexity', 'sonar-pro', '2026-01-01T00:00:00Z', 1000, 0, 300],
  ['cohere', 'command-r-plus', '2026-01-01T00:00:00Z', 1000, 0, 300],
  ['x-ai', 'grok-4', '2026-01-01T00:00:00Z', 1000, 100, 300],
  ['openrouter', 'google/gemma-4-31b-it', '2026-09-01T00:00:00Z', 1000, 100, 300],
];

const golden = cases.map(([provider, model, time, input, cached, output]) => {
  const usage = { input_tokens: input, cache_read_tokens: cached, output_tokens: output };
  const price = calcPrice(usage, model, { providerId: provider, timestamp: new Date(time) });
  // A total of zero from the package means that it has no price for tokens, which the gateway calls unpriced.
  return { provider, model, time, input, cached, output, usd: price && price.total_price > 0 ? price.total_price : null };
});
writeFileSync(new URL('prices-golden.json', import.meta.url), `[\n${golden.map(one => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`);
