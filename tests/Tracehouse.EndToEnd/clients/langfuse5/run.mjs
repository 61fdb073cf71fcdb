// The unmodified packages @langfuse/* of generation 5. Run: node run.mjs <api url> <public key> <secret key> <gateway url>
import * as tracing from '@langfuse/tracing';
import { LangfuseSpanProcessor } from '@langfuse/otel';
import { LangfuseClient } from '@langfuse/client';
import { observeOpenAI } from '@langfuse/openai';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import OpenAI from 'openai';
import { run } from '../langfuse-otel.mjs';

await run({ tracing, LangfuseSpanProcessor, LangfuseClient, observeOpenAI, NodeTracerProvider, OpenAI, gateway: process.argv[5], isFifth: true });
