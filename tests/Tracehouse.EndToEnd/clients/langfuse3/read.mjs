// Tells of a trace in pieces, as applications of this generation do, and reads it back at once; prints what came, each with the schema that it must follow.
import { Langfuse } from "langfuse";

const [baseUrl, publicKey, secretKey] = process.argv.slice(2);
const client = new Langfuse({ baseUrl, publicKey, secretKey });
const answers = [];
const keep = async (feature, schema, ask) => {
  try {
    answers.push({ feature, schema, value: await ask() });
  } catch (cause) {
    answers.push({ feature, schema, error: `${cause.status ?? ""} ${cause.message ?? JSON.stringify(cause)}` });
  }
};

const from = new Date(Date.now() - 3600_000);
const trace = client.trace({ name: "read back", userId: "user-old", sessionId: "session-old", tags: ["beta", "alpha"], metadata: { region: "eu" }, input: { question: "why?" }, version: "1.2", release: "r7", public: true });
const span = trace.span({ name: "answer question", input: { question: "why?" } });
const generation = span.generation({ name: "call model", model: "gpt-4o-mini", modelParameters: { temperature: 0.5 }, input: [{ role: "user", content: "why?" }] });
generation.end({ output: "because", usageDetails: { input: 10, output: 5, total: 15 }, costDetails: { input: 0.01, output: 0.02, total: 0.03 }, level: "WARNING", statusMessage: "slow" });
span.event({ name: "noticed" });
span.end({ output: "because" });
trace.update({ output: "because" });
client.score({ traceId: trace.id, name: "helpful", value: 0.9, comment: "good" });
await client.flushAsync();

const query = { userId: "user-old", tags: ["alpha"], fromTimestamp: from, orderBy: "timestamp.desc", limit: 10 };
await keep("fetchTraces", "Traces", () => client.fetchTraces(query));
await keep("fetchTrace", "TraceWithFullDetails", async () => (await client.fetchTrace(trace.id)).data);
await keep("fetchObservations", "legacyObservationsViews", () => client.fetchObservations({ traceId: trace.id, type: "GENERATION" }));
await keep("fetchObservation", "ObservationsViewSingle", async () => (await client.fetchObservation(generation.id)).data);
await keep("fetchSessions", "PaginatedSessions", () => client.fetchSessions({ fromTimestamp: from.toISOString() }));
await keep("api.sessionsGet", "SessionWithTraces", () => client.api.sessionsGet("session-old"));
await keep("api.observationsGetMany", "legacyObservationsViews", () => client.api.observationsGetMany({ userId: "user-old", level: "WARNING" }));
await keep("api.traceDelete", "DeleteTraceResponse", () => client.api.traceDelete(trace.id));
await keep("api.traceGet deleted", "", () => client.api.traceGet(trace.id));
await client.shutdownAsync();
console.log(JSON.stringify({ traceId: trace.id, generationId: generation.id, answers }));
