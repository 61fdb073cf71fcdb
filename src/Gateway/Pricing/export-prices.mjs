// Writes the prices of @pydantic/genai-prices as one JSON file, with only what the gateway reads. Run by the build: node export-prices.mjs <output>.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findProvider } from '@pydantic/genai-prices';

const entry = createRequire(import.meta.url).resolve('@pydantic/genai-prices');
const { name, version } = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8'));

// The package has no list of its providers, so every id written in it is tried.
const ids = new Set([...readFileSync(entry, 'utf8').matchAll(/\bid:\s*["'`]([^"'`]+)["'`]/g)].map(match => match[1]));
const providers = [...ids].sort().map(id => findProvider({ providerId: id })).filter((found, at, all) => found && all.indexOf(found) === at);

const keys = ['input_mtok', 'cache_read_mtok', 'cache_write_mtok', 'output_mtok', 'output_reasoning_mtok', 'requests_kcount'];
const pick = prices => Object.fromEntries(keys.filter(key => prices[key] !== undefined).map(key => [key, prices[key]]));
const conditional = prices => (Array.isArray(prices) ? prices : [{ prices }]);

const table = {
  version: `${name} ${version}`,
  providers: providers.map(provider => ({
    id: provider.id,
    fallback: provider.fallback_model_providers ?? [],
    models: provider.models.map(model => ({
      id: model.id,
      match: model.match,
      prices: conditional(model.prices).map(({ constraint, prices }) => ({ ...constraint, prices: pick(prices) })),
    })),
  })),
};

writeFileSync(process.argv[2], JSON.stringify(table));
