// Uses the API of Opper's second generation as users of its package do. Prints a line of JSON for everything that it has done.
import assert from "node:assert/strict";
import { Opper } from "opperai";

const [url, key] = process.argv.slice(2);
const opper = new Opper({ serverURL: `${url}/v2`, httpBearer: key });
const model = "openai/opper-test";
const step = async (feature, run, check = () => {}) => {
  let value = null;
  try {
    value = await run();
    check(value);
    console.log(JSON.stringify({ feature, works: true, note: "" }));
  } catch (error) {
    console.log(JSON.stringify({ feature, works: false, note: `${error.name}: ${error.message} ${JSON.stringify(value)}` }));
  }
  return value;
};
const refused = (status, run) => async () => {
  await assert.rejects(run, (error) => error.statusCode === status);
};
const schema = { type: "object", properties: { city: { type: "string" }, people: { type: "array", items: { type: "object", properties: { name: { type: "string" } } } } }, required: ["city"] };
const answer = { city: "Uppsala", people: [{ name: "Ada" }, { name: "Bo" }] };

const root = await step("spans.create", () => opper.spans.create({ name: "agent_run", type: "workflow", input: { question: "hi", list: [1, 2] }, startTime: new Date(Date.now() - 1000), meta: { tenant: "a", deep: { x: 1 } } }), span => assert.match(span.id, /^[0-9a-f-]{36}$/));
const child = await step("spans.create with a parent", () => opper.spans.create({ name: "tool_search", parentId: root.id, type: "🔧 tool", input: "plain" }), span => assert.equal(span.traceId, root.traceId));
await step("spans.update", () => opper.spans.update(child.id, { output: "found", endTime: new Date(), meta: { cached: true } }));
await step("spans.get", () => opper.spans.get(child.id), span => assert.deepEqual([span.input, span.output, span.meta, span.type, span.parentId], ["plain", "found", { cached: true }, "🔧 tool", root.id]));
const metric = await step("spanMetrics.createMetric", () => opper.spanMetrics.createMetric(child.id, { dimension: "quality", value: 0.75, comment: "fair" }));
await step("spanMetrics.updateMetric", () => opper.spanMetrics.updateMetric(child.id, metric.id, { value: 0.9 }), changed => assert.deepEqual([changed.id, changed.value, changed.comment, +changed.createdAt], [metric.id, 0.9, "fair", +metric.createdAt]));
await step("spanMetrics.get", () => opper.spanMetrics.get(child.id, metric.id), found => assert.equal(found.value, 0.9));
await step("spanMetrics.list", () => opper.spanMetrics.list(child.id), page => assert.deepEqual([page.meta.totalCount, page.data[0].id], [1, metric.id]));
await step("call with text", () => opper.call({ name: "say", instructions: "Repeat.", input: "Hello Opper", model, parentSpanId: root.id, tags: { team: "blue" } }), answer => assert.deepEqual([answer.message, answer.usage.total_tokens, answer.jsonPayload], ["You said: Hello Opper", 30, null]));
await step("call with a schema", () => opper.call({ name: "extract", instructions: "Extract.", input: answer, outputSchema: schema, model, parentSpanId: root.id }), call => assert.deepEqual([call.jsonPayload, call.usage.total_tokens], [answer, 60]));
await step("call with fallback models", () => opper.call({ name: "fallback", instructions: "Repeat.", input: "second", model: ["openai/failing", model], parentSpanId: root.id }), answer => assert.equal(answer.message, "You said: second"));
await step("call that never follows its schema", refused(422, () => opper.call({ name: "never", instructions: "Extract.", input: { other: 1 }, outputSchema: schema, model, parentSpanId: root.id, configuration: { invocationStructuredGenerationMaxAttempts: 2 } })));
const read = async (stream) => {
  const chunks = [];
  for await (const event of stream.result) chunks.push(event.data);
  return chunks;
};
await step("stream of text", async () => read(await opper.stream({ name: "say", instructions: "Repeat.", input: "Hello stream", model, parentSpanId: root.id })), chunks => assert.deepEqual([typeof chunks[0].spanId, chunks.slice(1).map(chunk => chunk.delta).join("")], ["string", "You said: Hello stream"]));
await step("stream with a schema", async () => read(await opper.stream({ name: "extract", instructions: "Extract.", input: answer, outputSchema: schema, model, parentSpanId: root.id })), chunks => assert.deepEqual(Object.entries(chunks.slice(1).reduce((all, chunk) => ({ ...all, [chunk.jsonPath]: (all[chunk.jsonPath] ?? "") + chunk.delta }), {})), [["response.city", "Uppsala"], ["response.people[0].name", "Ada"], ["response.people[1].name", "Bo"]]));
const made = await step("functions.create", () => opper.functions.create({ name: "greet", instructions: "Greet.", model }));
await step("functions.create of the same name", refused(409, () => opper.functions.create({ name: "greet", instructions: "Greet." })));
await step("functions.update", () => opper.functions.update(made.id, { instructions: "Greet kindly." }), changed => assert.deepEqual([changed.id, changed.instructions, changed.revisionId === made.revisionId], [made.id, "Greet kindly.", false]));
await step("functions.getByName", () => opper.functions.getByName("greet"), found => assert.equal(found.id, made.id));
await step("functions.revisions.list", () => opper.functions.revisions.list(made.id), page => assert.equal(page.result?.meta.totalCount ?? page.meta.totalCount, 2));
await step("functions.getByRevision", () => opper.functions.getByRevision(made.id, made.revisionId), found => assert.equal(found.instructions, "Greet."));
const called = await step("functions.call", () => opper.functions.call(made.id, { input: "good day", parentSpanId: root.id }), answer => assert.equal(answer.message, "You said: good day"));
await step("functions.stream", async () => read(await opper.functions.stream(made.id, { input: "good day" })), chunks => assert.equal(chunks.slice(1).map(chunk => chunk.delta).join(""), "You said: good day"));
await step("spans.update of a call", () => opper.spans.update(called.spanId, { name: "think" }), span => assert.equal(span.name, "think"));
await step("spans.submitFeedback", () => opper.spans.submitFeedback(called.spanId, { score: 1, comment: "good" }), feedback => assert.deepEqual([feedback.spanId, feedback.exampleSaved], [called.spanId, true]));
const saved = await step("spans.saveExamples", () => opper.spans.saveExamples(called.spanId), example => assert.deepEqual([example.datasetId, example.input, example.output], [made.datasetId, "good day", "You said: good day"]));
await step("functions.list", () => opper.functions.list("greet"), page => assert.equal(page.meta.totalCount, 1));
const entry = await step("datasets.createEntry", () => opper.datasets.createEntry(made.datasetId, { input: "the red fox", output: "a", expected: "b", comment: "c" }));
await step("datasets.listEntries", () => opper.datasets.listEntries(made.datasetId), page => assert.equal(page.meta.totalCount, 3));
await step("datasets.queryEntries", () => opper.datasets.queryEntries(made.datasetId, "red fox", 1), found => assert.deepEqual(found.map(one => one.id), [entry.id]));
await step("datasets.entries.update", () => opper.datasets.entries.update(made.datasetId, entry.id, { output: "changed" }));
await step("datasets.getEntry", () => opper.datasets.getEntry(made.datasetId, entry.id), found => assert.deepEqual([found.input, found.output, found.expected], ["the red fox", "changed", "b"]));
await step("datasets.deleteEntry", () => opper.datasets.deleteEntry(made.datasetId, entry.id));
await step("functions.delete", () => opper.functions.delete(made.id));
await step("embeddings.create", () => opper.embeddings.create({ model: "openai/text-embedding-3-small", input: ["one", "two"] }), answer => assert.equal(answer.data.length, 2));
await step("languageModels.list", () => opper.languageModels.list(0, 2), page => assert.equal(page.data.length, 2));
await step("languageModels.createAlias", () => opper.languageModels.createAlias({ name: "fast", fallbackModels: [model, "openai/failing"] }));
await step("languageModels.getAliasByName", () => opper.languageModels.getAliasByName("fast"), alias => assert.deepEqual(alias.fallbackModels, [model, "openai/failing"]));
await step("languageModels.listAliases", () => opper.languageModels.listAliases());
await step("call of an alias", () => opper.call({ name: "aliased", instructions: "Repeat.", input: "by alias", model: "fast" }), answer => assert.equal(answer.message, "You said: by alias"));
await step("languageModels.deleteAlias", () => opper.languageModels.deleteAlias("fast"));
const knowledge = await step("knowledge.create", () => opper.knowledge.create({ name: "manual", embeddingModel: "openai/text-embedding-3-small" }));
await step("knowledge.add", () => opper.knowledge.add(knowledge.id, { key: "fox", content: "The red fox sleeps.", metadata: { page: 1 } }));
await step("knowledge.add a second", () => opper.knowledge.add(knowledge.id, { key: "ship", content: "The blue ship sails far away.", metadata: { page: 2 } }));
await step("knowledge.query", () => opper.knowledge.query(knowledge.id, { query: "The red fox sleeps.", topK: 1, parentSpanId: root.id }), found => assert.deepEqual([found.map(one => one.key), found[0].score > 0.99], [["fox"], true]));
await step("knowledge.query with a filter", () => opper.knowledge.query(knowledge.id, { query: "The red fox sleeps.", filters: [{ field: "page", operation: ">", value: 1 }] }), found => assert.deepEqual(found.map(one => one.key), ["ship"]));
await step("knowledge.getByName", () => opper.knowledge.getByName("manual"), found => assert.equal(found.count, 2));
await step("knowledge.deleteDocuments", () => opper.knowledge.deleteDocuments(knowledge.id, { filters: [{ field: "page", operation: "=", value: 2 }] }), gone => assert.equal(gone.deletedCount, 1));
await step("knowledge.get", () => opper.knowledge.get(knowledge.id), found => assert.equal(found.count, 1));
await step("knowledge.delete", () => opper.knowledge.delete(knowledge.id));
await step("openai.createChatCompletion", () => opper.openai.createChatCompletion({ model, messages: [{ role: "user", content: "Hello" }] }), answer => assert.equal(answer.choices[0].message.content, "You said: Hello"));
await step("spans.update at the end", () => opper.spans.update(root.id, { output: "done", endTime: new Date() }));
await step("traces.get", () => opper.traces.get(root.traceId), trace => assert.deepEqual([trace.name, trace.output, trace.totalTokens > 0, trace.spans.find(span => span.id === called.spanId).data.totalTokens, trace.spans.find(span => span.id === called.spanId).data.function, trace.spans.find(span => span.id === child.id).metrics[0].value], ["agent_run", "done", true, 30, "greet", 0.9]));
await step("traces.list", () => opper.traces.list("agent_run"), page => assert.deepEqual([page.meta.totalCount, page.data[0].id, page.data[0].durationMs > 0], [1, root.traceId, true]));
await step("analytics.getUsage", () => opper.analytics.getUsage(), usage => assert.equal(typeof usage[0].cost, "string"));
await step("spanMetrics.delete", () => opper.spanMetrics.delete(child.id, metric.id));
await step("spans.delete", () => opper.spans.delete(child.id));
await step("spans.get of none", refused(404, () => opper.spans.get(child.id)));
await step("rerank.documents", () => opper.rerank.documents({ query: "a", documents: [{ text: "b" }], model: "m" }));
