// Sends a trace as an application does, and reads it back at once through the client's API; prints what came, each with the schema that it must follow. The packages are
// handed in by the script of each generation.
export async function readBack({ LangfuseClient, LangfuseSpanProcessor, NodeTracerProvider, startObservation, propagateAttributes, setLangfuseTracerProvider }) {
  const [baseUrl, publicKey, secretKey] = process.argv.slice(2);
  const processor = new LangfuseSpanProcessor({ baseUrl, publicKey, secretKey, exportMode: "immediate" });
  const provider = new NodeTracerProvider({ spanProcessors: [processor] });
  provider.register();
  setLangfuseTracerProvider(provider);
  const client = new LangfuseClient({ baseUrl, publicKey, secretKey });
  const api = client.api;
  const legacy = api.legacy;
  const answers = [];
  const keep = async (feature, schema, ask) => {
    try {
      answers.push({ feature, schema, value: await ask() });
    } catch (cause) {
      answers.push({ feature, schema, error: `${cause.statusCode ?? ""} ${cause.message}` });
    }
  };

  const from = new Date(Date.now() - 3600_000).toISOString();
  let traceId;
  let generationId;
  const send = () => {
    const root = startObservation("answer question", { input: { question: "why?" }, output: "because", metadata: { region: "eu" } }, { asType: "agent" });
    traceId = root.traceId;
    const generation = root.startObservation("call model", {
      input: [{ role: "user", content: "why?" }], output: { role: "assistant", content: "because" }, model: "gpt-4o-mini", modelParameters: { temperature: 0.5 },
      usageDetails: { input: 10, output: 5, total: 15 }, costDetails: { input: 0.01, output: 0.02, total: 0.03 }, completionStartTime: new Date(), level: "WARNING", statusMessage: "slow",
    }, { asType: "generation" });
    generationId = generation.id;
    generation.end();
    root.startObservation("look up", { input: "key", output: "value" }, { asType: "tool" }).end();
    root.end();
  };
  if (propagateAttributes) {
    propagateAttributes({ userId: "user-read", sessionId: "session-read", tags: ["alpha", "beta"], traceName: "read back", metadata: { tier: "gold" }, version: "1.2" }, send);
  } else {
    send();
  }

  await processor.forceFlush();
  client.score.create({ traceId, name: "helpful", value: 0.9, comment: "good" });
  client.score.create({ traceId, observationId: generationId, name: "tone", value: "calm", dataType: "CATEGORICAL" });
  await client.score.flush();

  const trace = api.trace;
  await keep("trace.get", "TraceWithFullDetails", () => trace.get(traceId));
  await keep("trace.list", "Traces", () => trace.list({ userId: "user-read", tags: ["alpha"], fromTimestamp: from, orderBy: "timestamp.desc", limit: 10 }));
  await keep("trace.list fields", "Traces", () => trace.list({ sessionId: "session-read", fields: "core,metrics" }));
  await keep("trace.list filter", "Traces", () => trace.list({ filter: JSON.stringify([{ type: "stringObject", column: "metadata", key: "region", operator: "=", value: "eu" }]) }));
  const observationsV1 = legacy?.observationsV1 ?? api.legacyObservationsV1 ?? api.observations;
  await keep("observations v1 list", "legacyObservationsViews", () => observationsV1.getMany({ traceId, type: "GENERATION" }));
  await keep("observations v1 get", "ObservationsViewSingle", () => observationsV1.get(generationId));
  const observationsV2 = api.observationsV2 ?? api.observations;
  await keep("observations v2", "ObservationsV2Response", () => observationsV2.getMany({ traceId, limit: 2, fields: "core,basic,time,io,metadata,model,usage,prompt,metrics" }));
  await keep("observations v2 root", "ObservationsV2Response", () => observationsV2.getMany({ sessionId: "session-read", isRootObservation: true }));
  await keep("sessions.list", "PaginatedSessions", () => api.sessions.list({ fromTimestamp: from }));
  await keep("sessions.get", "SessionWithTraces", () => api.sessions.get("session-read"));
  const question = (view) => ({ query: JSON.stringify({
    view, dimensions: [{ field: "name" }], metrics: [{ measure: "count", aggregation: "count" }, { measure: "latency", aggregation: "p95" }],
    filters: [{ column: "userId", operator: "=", value: "user-read", type: "string" }], fromTimestamp: from, toTimestamp: new Date(Date.now() + 60_000).toISOString(),
    orderBy: [{ field: "count_count", direction: "desc" }],
  }) });
  await keep("metrics v1", "legacyMetricsResponse", () => (legacy?.metricsV1 ?? api.legacyMetricsV1 ?? api.metrics).metrics(question("traces")));
  await keep("metrics v2", "MetricsV2Response", () => (api.metricsV2 ?? api.metrics).metrics(question("observations")));
  await keep("trace.delete", "DeleteTraceResponse", () => trace.delete(traceId));
  await keep("trace.get deleted", "", () => trace.get(traceId));
  console.log(JSON.stringify({ traceId, generationId, answers }));
}
