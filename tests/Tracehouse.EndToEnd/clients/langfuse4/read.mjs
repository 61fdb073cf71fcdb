// What the unmodified packages of the fourth generation read back. Run: node read.mjs <api url> <public key> <secret key>
import { LangfuseClient } from '@langfuse/client';
import { LangfuseSpanProcessor } from '@langfuse/otel';
import * as tracing from '@langfuse/tracing';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { readBack } from '../langfuse-read.mjs';

await readBack({ LangfuseClient, LangfuseSpanProcessor, NodeTracerProvider, ...tracing });
