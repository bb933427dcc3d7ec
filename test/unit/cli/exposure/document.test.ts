// Which documents are understood, and what is said of those that are not.
import { describe, expect, it } from "vitest";
import { completedBy, readDocument } from "../../../../provider/cli/exposure/document";
import { exposed, issue, previewOf, stay, step } from "../../../support/exposureDocs";
import { recorded } from "../../../support/exposureFixtures";

const figures = (text: string) => {
  const { counts, newCards, closures, currencies } = exposed(text);
  return { counts, newCards, closures, currencies: currencies.map(({ before, after }) => ({ before, after })) };
};

describe("recorded on the real engine", () => {
  it("the two forms of the same preview say the same", () => {
    expect(figures(recorded("stream.jsonl"))).toEqual(figures(recorded("preview.json")));
  });

  it("everything that happens to a card is told from what only looks like it", () => {
    const { counts, newCards, closures } = exposed(recorded("preview.json"));
    expect(counts).toMatchObject({
      issued: 3,
      reissued: 2,
      closed: 2,
      letGo: 1,
      frozen: 1,
      unfrozen: 1,
      raised: 2,
      lowered: 1,
    });
    expect([newCards, closures]).toEqual([5, 4]);
  });

  it("a preview without its unchanged resources knows that they are missing, and the state it was made from completes it", () => {
    const partial = readDocument(recorded("partial.json"), "partial.json");
    expect(partial.hidden).toBeGreaterThan(0);
    const whole = completedBy(partial, readDocument(recorded("state.json"), "state.json"), "state.json");
    expect(whole.hidden).toBe(0);
    const urns = (document: typeof whole) => document.resources.map(({ urn }) => urn).toSorted();
    expect(urns(whole)).toEqual(urns(readDocument(recorded("preview.json"), "preview.json")));
  });

  it("a card that waits in the state to be closed, and that the preview does not show, is closed all the same", () => {
    const state = JSON.parse(recorded("state.json")) as { deployment: { resources: { urn: string; id?: string }[] } };
    const card = state.deployment.resources.find(({ urn }) => urn.includes("fourpay:Card::"));
    state.deployment.resources.push(Object.assign({}, card, { id: "older", delete: true }));
    const text = JSON.stringify(state);
    for (const name of ["partial.json", "preview.json"]) {
      const preview = readDocument(recorded(name), name);
      const { resources } = completedBy(preview, readDocument(text, "state.json"), "state.json");
      const older = resources.filter(({ before }) => before?.id === "older");
      expect(older).toMatchObject([{ urn: card?.urn, kind: "delete" }]);
    }
  });

  it("another state completes nothing", () => {
    const partial = readDocument(recorded("partial.json"), "partial.json");
    const state = JSON.parse(recorded("state.json")) as { deployment: { resources: unknown[] } };
    state.deployment.resources.pop();
    const other = readDocument(JSON.stringify(state), "state.json");
    expect(() => completedBy(partial, other, "state.json")).toThrow(expect.objectContaining({ code: "refused" }));
    expect(() => completedBy(partial, partial, "state.json")).toThrow(
      expect.objectContaining({ code: "input_invalid" }),
    );
  });

  it("what is hidden is said to be unknown, never taken for nothing", () => {
    const [{ after } = { after: undefined }] = exposed(recorded("hidden.json")).currencies;
    expect(after?.monthly.unknown).toBe(2);
    expect(exposed(recorded("preview.json")).currencies[0]?.after.monthly.unknown).toBe(0);
  });

  it("the state alone is what stands: nothing changes", () => {
    const { form, changes, currencies } = exposed(recorded("state.json"));
    expect([form, changes]).toEqual(["state", []]);
    expect(currencies[0]?.before).toEqual(currencies[0]?.after);
    expect(currencies[0]?.before).toEqual(exposed(recorded("preview.json")).currencies[0]?.before);
  });

  it.each(["failed.json", "failed.jsonl"])("%s: a preview that failed says nothing about a change", (name) => {
    expect(() => readDocument(recorded(name), name)).toThrow(expect.objectContaining({ code: "refused" }));
  });
});

const preview = recorded("preview.json");
const stream = recorded("stream.jsonl");

it.each([
  ["an empty file", ""],
  ["white space", " \n\n"],
  ["words", "Previewing update (dev):\n"],
  ["a list", "[]"],
  ["a number", "7"],
  ["another document", '{"name":"pulumi-fourpay","version":"0.1.0"}'],
  ["an empty document", "{}"],
  ["a backend's own file", '{"version":3,"checkpoint":{"stack":"dev","latest":{"resources":[]}}}'],
  ["a preview whose steps are no list", '{"steps":{},"changeSummary":{}}'],
  ["a step without a URN", '{"steps":[{"op":"create"}],"changeSummary":{}}'],
  ["a state whose resources are no list", '{"version":3,"deployment":{"resources":{}}}'],
  ["a resource without a URN", '{"version":3,"deployment":{"resources":[{}]}}'],
  ["a stream with other lines in it", `${stream.split("\n")[0]}\nhello\n`],
  ["a stream of other events", '{"level":"info"}\n{"level":"info"}\n'],
  ["a stream without its end", `${stream.trim().split("\n").slice(0, -3).join("\n")}\n`],
])("refused: %s", (_, text) => {
  expect(() => readDocument(text, "preview.json")).toThrow(expect.objectContaining({ code: "input_invalid" }));
});

it("refused wherever it was cut off, so that half a change is never taken for the whole", () => {
  for (let length = 1; length < preview.trim().length; length += 997)
    expect(() => readDocument(preview.slice(0, length), "p"), `${length}`).toThrow(
      expect.objectContaining({ code: "input_invalid" }),
    );
  const summary = stream.indexOf('"summaryEvent"');
  for (let length = 1; length < summary; length += 1_997)
    expect(() => readDocument(stream.slice(0, length), "p"), `${length}`).toThrow(
      expect.objectContaining({ code: "input_invalid" }),
    );
});

it("an operation that this version does not know is refused for our resources, and passed over for others", () => {
  const other = { op: "teleport", urn: "urn:pulumi:test::demo::aws:s3/bucket:Bucket::logs" };
  expect(readDocument(previewOf(other), "p").resources).toEqual([]);
  expect(() => readDocument(previewOf(step({ op: "teleport", name: "a" })), "p")).toThrow(
    expect.objectContaining({ code: "input_invalid" }),
  );
});

it("a byte-order mark and lines of Windows are no hindrance", () => {
  const text = `\uFEFF${preview.replaceAll("\n", "\r\n")}`;
  expect(figures(text)).toEqual(figures(preview));
  expect(figures(stream.replaceAll("\n", "\r\n"))).toEqual(figures(preview));
});

it("resources below components are ours as well", () => {
  const text = previewOf(issue("a", { monthly: "5.00" }), stay("b", { monthly: "7.00" })).replaceAll(
    "::pulumi-nodejs:dynamic",
    "::acme:index:Team$pulumi-nodejs:dynamic",
  );
  expect(exposed(text).currencies[0]?.after.monthly.sum).toBe("12.00");
});

it("where a document holds what was meant and what was done, the doing counts", () => {
  const planned = stream.trim().split("\n");
  const event = (line: string) =>
    JSON.parse(line) as { resourcePreEvent?: { planning?: boolean; metadata: { op: string } } };
  const done = planned.map((line) => {
    const one = event(line);
    if (one.resourcePreEvent !== undefined) delete one.resourcePreEvent.planning;
    return JSON.stringify(one);
  });
  const kept = done.filter(
    (line) => !["delete", "delete-replaced"].includes(event(line).resourcePreEvent?.metadata.op ?? ""),
  );
  expect(exposed([...planned, ...kept].join("\n")).counts.closed).toBe(1);
  expect(exposed(stream).counts.closed).toBe(2);
});
