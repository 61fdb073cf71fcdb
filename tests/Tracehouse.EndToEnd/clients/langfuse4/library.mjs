// What the unmodified packages of the fourth generation manage. Run: node library.mjs <api url> <public key> <secret key>
import { LangfuseClient } from '@langfuse/client';
import { LangfuseSpanProcessor } from '@langfuse/otel';
import { startObservation } from '@langfuse/tracing';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { checks } from '../checks.mjs';
import { checkLibrary } from '../langfuse-library.mjs';

const [, , baseUrl, publicKey, secretKey] = process.argv;
const spans = new LangfuseSpanProcessor({ baseUrl, publicKey, secretKey });
new NodeTracerProvider({ spanProcessors: [spans] }).register();
await checkLibrary({ LangfuseClient, startObservation, checks, flush: () => spans.forceFlush() });
