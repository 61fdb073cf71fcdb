// Writes the prices of @pydantic/genai-prices as one JSON file, with only what the gateway reads. Run by the build: node export-prices.mjs <output>.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findProvider } from '@pydantic/genai-prices';

// The package does not say of which day it is; this is when its version was published (npm view @pydantic/genai-prices time).
const published = { '0.1.8': '2026-09-23' };

const entry = createRequire(import.meta.url).resolve('@pydantic/genai-prices');
const { name, version } = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8'));
if (!published[version]) {
  throw new Error(`Add the day on which ${name} ${version} was published to export-prices.mjs.`);
}

// The package has no list of its providers, so every id written in it is tried.
const ids = new Set([...readFileSync(entry, 'utf8').matchAll(/\bid:\s*["'`]([^"'`]+)["'`]/g)].map(match => match[1]));
const providers = [...ids].sort().map(id => findProvider({ providerId: id })).filter((found, at, all) => found && all.indexOf(found) === at);

const table = {
  version: `${name} ${version} of ${published[version]}`,
  providers: providers.map(({ id, fallback_model_providers, models }) => ({
    id,
    fallback_model_providers,
    models: models.map(({ id, match, prices }) => ({ id, match, prices })),
  })),
};

writeFileSync(process.argv[2], JSON.stringify(table));
