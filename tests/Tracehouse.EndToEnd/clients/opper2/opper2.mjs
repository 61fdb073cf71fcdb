// Uses the API of Opper's first generation as users of its package do. Prints a line of JSON for everything that it has done.
import assert from "node:assert/strict";
import Client from "opperai";

const [url, key] = process.argv.slice(2);
const opper = new Client({ baseURL: url, apiKey: key });
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
const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

const trace = await step("traces.start", () => opper.traces.start({ name: "old_run", input: "in", metadata: { tenant: "a" } }), (one) => assert.match(one.uuid, /^[0-9a-f-]{36}$/));
const span = await step("trace.startSpan", () => trace.startSpan({ name: "old_step", input: "deep", metadata: { step: 1 } }));
await step("span.saveMetric", () => span.saveMetric({ dimension: "quality", value: 0.5, comment: "so" }), (metric) => assert.equal(typeof metric.uuid, "string"));
await step("span.saveGeneration", () => span.saveGeneration({ called_at: new Date(), duration_ms: 12, model: "openai/gpt-4o-mini", input: "q", response: "r", prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 }), (made) => assert.equal(typeof made.uuid, "string"));
await step("span.saveExample", () => span.saveExample(), (made) => assert.equal(typeof made.uuid, "string"));
await step("call", () => opper.call({ name: "old_call", instructions: "Repeat.", input: "Hello", model, parent_span_uuid: span.uuid }), (answer) => assert.equal(answer.message, "You said: Hello"));
await step("call with a schema", () => opper.call({ name: "old_extract", instructions: "Extract.", input: { city: "Lund" }, output_schema: schema, model, parent_span_uuid: span.uuid }), (answer) => assert.deepEqual(answer.json_payload, { city: "Lund" }));
await step("functions.stream", async () => {
  const stream = await opper.functions.stream({ name: "old_stream", instructions: "Repeat.", input: "Hello", model, stream: true });
  let all = "";
  for await (const chunk of stream) all += typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk);
  return all;
}, (all) => assert.equal([...all.matchAll(/"delta":"([^"]*)"/g)].map((match) => match[1]).join(""), "You said: Hello"));
const made = await step("functions.create", () => opper.functions.create({ path: "old/greet", description: "d", instructions: "Greet.", model }), (one) => assert.equal(typeof one.uuid, "string"));
await step("functions.get", () => opper.functions.get({ name: "old/greet" }), (found) => assert.equal(found.uuid, made.uuid));
await step("functions.update", () => opper.functions.update({ ...made, instructions: "Greet kindly." }), (changed) => assert.equal(changed.instructions, "Greet kindly."));
await step("functions.chat", () => opper.functions.chat({ path: "old/greet", message: "good day" }), (answer) => assert.equal(answer.message, "You said: good day"));
const dataset = await step("functions.dataset", () => opper.functions.dataset({ uuid: made.uuid }));
const entry = await step("dataset.add", () => dataset.add({ input: "a", output: "b", expected: "c" }), (one) => assert.equal(one.input, "a"));
await step("dataset.getEntries", () => dataset.getEntries(), (all) => assert.deepEqual(all.map((one) => one.uuid), [entry.uuid]));
await step("dataset.updateEntry", () => dataset.updateEntry(entry.uuid, { output: "d" }), (one) => assert.equal(one.output, "d"));
await step("dataset.deleteEntry", () => dataset.deleteEntry(entry.uuid), (gone) => assert.equal(gone, true));
await step("span.end", () => span.end({ output: "out of it" }), (ended) => assert.equal(ended.uuid, span.uuid));
await step("trace.end", () => trace.end({ output: "over" }), (ended) => assert.equal(ended.uuid, trace.uuid));
const index = await step("indexes.create", () => opper.indexes.create("old-index"), (one) => assert.equal(typeof one.uuid, "string"));
await step("index.add", () => index.add({ key: "fox", content: "The red fox sleeps.", metadata: { page: 1 } }));
await step("index.query", () => index.query({ query: "The red fox sleeps.", k: 1, filters: [{ key: "page", operation: "=", value: 1 }] }), (found) => assert.deepEqual(found.map((one) => one.key), ["fox"]));
await step("indexes.get", () => opper.indexes.get("old-index"), (found) => assert.equal(found.uuid, index.uuid));
await step("indexes.list", () => opper.indexes.list(), (all) => assert.equal(all.length, 1));
await step("indexes.delete", () => opper.indexes.delete(index.uuid), (gone) => assert.equal(gone, true));
await step("generateImage", () => opper.functions.generateImage({ prompt: "a fox" }));
