// Drives the engine with the official ClickHouse client. Usage: node clickhouse.mjs <url>. Prints "ok <name>" for each step.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { ClickHouseError, createClient } from "@clickhouse/client";

const url = process.argv[2];
const quiet = { level: 127 };
const client = createClient({ url, max_open_connections: 16, log: quiet });
const packed = createClient({ url, compression: { request: true, response: true }, log: quiet });
const table = "official_client";

async function rows(query, query_params) {
  const result = await client.query({ query, query_params, format: "JSONEachRow" });
  return result.json();
}

async function failure(act) {
  const error = await act().then(() => null, (thrown) => thrown);
  assert(error instanceof ClickHouseError, `expected a ClickHouseError, got ${error}`);
  return error;
}

async function until(condition) {
  for (let i = 0; i < 600; i++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("the condition did not come about");
}

async function running(mark) {
  const [{ n }] = await rows(`SELECT toUInt32(count()) AS n FROM system.processes WHERE query LIKE '%${mark}%' AND query NOT LIKE '%system.processes%'`);
  return n;
}

const steps = {
  async ping() {
    const answer = await client.ping();
    assert(answer.success, String(answer.error));
    assert((await client.ping({ select: true })).success);
  },

  async parameters() {
    const text = `it's a "quote", a back\\slash \\n \\N, a\ttab\nand a newline; déjà vu 漢字 🙂`;
    const [row] = await rows(
      `SELECT {text:String} AS text, {none:Nullable(String)} AS none, {list:Array(String)} AS list, {n:Int64} AS n,
              {day:Date} AS day, {at:DateTime64(3, 'UTC')} AS at, {yes:Bool} AS yes, {map:Map(String, UInt8)} AS map, {id:UUID} AS id`,
      { text, none: null, list: ["it's", "b\\c", "d\ne", ""], n: -5, day: "2024-02-29", at: new Date(1700000000123), yes: true, map: { a: 1 }, id: "61f0c404-5cb3-11e7-907b-a6006ad3dba0" },
    );
    assert.deepEqual(row, {
      text, none: null, list: ["it's", "b\\c", "d\ne", ""], n: -5, day: "2024-02-29", at: "2023-11-14 22:13:20.123", yes: true, map: { a: 1 },
      id: "61f0c404-5cb3-11e7-907b-a6006ad3dba0",
    });
  },

  async command() {
    await client.command({ query: `CREATE OR REPLACE TABLE ${table} (id UInt64, text String) ENGINE = MergeTree ORDER BY id` });
    const [{ n }] = await rows(`SELECT count() AS n FROM system.tables WHERE name = '${table}'`);
    assert.equal(Number(n), 1);
  },

  async "insert from a stream"() {
    const source = Readable.from((function* () {
      for (let id = 0; id < 100_000; id++) yield { id, text: `row ${id} 'quoted' \n` };
    })());
    const result = await client.insert({ table, values: source, format: "JSONEachRow" });
    assert.equal(result.summary.written_rows, "100000");
    const [row] = await rows(`SELECT toUInt32(count()) AS n, toUInt32(max(id)) AS last FROM ${table}`);
    assert.deepEqual(row, { n: 100_000, last: 99_999 });
  },

  async "select as a stream"() {
    const result = await client.query({ query: `SELECT * FROM ${table} ORDER BY id`, format: "JSONEachRow" });
    let count = 0;
    for await (const batch of result.stream()) {
      for (const row of batch) assert.equal(Number(row.json().id), count++);
    }
    assert.equal(count, 100_000);
  },

  async "json documents"() {
    const result = await client.query({ query: "SELECT number FROM numbers(200000)", format: "JSON" });
    const document = await result.json();
    assert.equal(document.rows, 200_000);
    assert.equal(document.data.length, 200_000);
  },

  async "parquet there and back"() {
    const { stream } = await client.exec({ query: `SELECT * FROM ${table} FORMAT Parquet` });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const file = Buffer.concat(chunks);
    assert.equal(file.subarray(0, 4).toString(), "PAR1");
    assert.equal(file.subarray(-4).toString(), "PAR1");
    await client.command({ query: `CREATE OR REPLACE TABLE ${table}_copy AS ${table}` });
    await client.insert({ table: `${table}_copy`, values: Readable.from([file], { objectMode: false }), format: "Parquet" });
    const sum = "SELECT sum(cityHash64(id, text)) AS s, count() AS n FROM ";
    assert.deepEqual(await rows(sum + `${table}_copy`), await rows(sum + table));
  },

  async "syntax error"() {
    const error = await failure(() => client.query({ query: "SELEC 1" }));
    assert.equal(error.code, "62");
  },

  async "unknown format"() {
    const error = await failure(() => client.exec({ query: "SELECT 1 FORMAT Nope" }));
    assert.equal(error.code, "73");
  },

  async "insert of bad data"() {
    const error = await failure(() => client.insert({ table, values: [{ id: "x", text: "" }], format: "JSONEachRow" }));
    assert.equal(error.type, "CANNOT_PARSE_INPUT_ASSERTION_FAILED");
  },

  async "gzip both ways"() {
    const values = Array.from({ length: 5_000 }, (_, id) => ({ id, text: "packed".repeat(20) }));
    await client.command({ query: `TRUNCATE TABLE ${table}_copy` });
    await packed.insert({ table: `${table}_copy`, values, format: "JSONEachRow" });
    const result = await packed.query({ query: `SELECT * FROM ${table}_copy ORDER BY id`, format: "JSONEachRow" });
    assert.equal(result.response_headers["content-encoding"], "gzip");
    assert.equal((await result.json()).length, 5_000);
  },

  async "error in mid-stream"() {
    const query = "SELECT number, throwIf(number = 3000000) FROM numbers(4000000)";
    const error = await failure(async () => {
      const result = await client.query({ query, format: "JSONEachRow" });
      for await (const batch of result.stream()) void batch;
    });
    assert.equal(error.code, "395");
  },

  async abort() {
    const mark = randomUUID();
    const controller = new AbortController();
    const query = `SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1 AND '${mark}' != ''`;
    const asked = client.query({ query, abort_signal: controller.signal }).then(() => "done", () => "aborted");
    await until(async () => (await running(mark)) === 1);
    controller.abort();
    assert.equal(await asked, "aborted");
    await until(async () => (await running(mark)) === 0);
  },

  async "abort in mid-stream"() {
    const mark = randomUUID();
    const result = await client.query({ query: `SELECT number FROM numbers(1000000000000) WHERE '${mark}' != ''`, format: "JSONEachRow" });
    for await (const batch of result.stream()) {
      assert(batch.length > 0);
      break;
    }
    result.close();
    await until(async () => (await running(mark)) === 0);
  },

  async "queries in parallel"() {
    const mark = randomUUID();
    const controller = new AbortController();
    const query = `SELECT sleepEachRow(1) FROM numbers(60) WHERE '${mark}' != '' SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 100000000`;
    const asked = Array.from({ length: 4 }, () => client.query({ query, abort_signal: controller.signal }).catch(() => null));
    await until(async () => (await running(mark)) === 4);
    controller.abort();
    await Promise.all(asked);
    await until(async () => (await running(mark)) === 0);
  },
};

for (const [name, run] of Object.entries(steps)) {
  await run();
  console.log(`ok ${name}`);
}
await client.close();
await packed.close();
