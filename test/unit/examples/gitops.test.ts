// The pipelines users copy: taken by their platforms, as careful as they say, and their comments written once.
import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { load } from "js-yaml";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  gitLabJobs,
  loadWorkflow,
  readGitLab,
  readWorkflow,
  WORKFLOWS,
  workflowProblems,
} from "../../support/pipelines";

describe("GitHub", () => {
  test.each(WORKFLOWS)("takes %s", async (name) => {
    expect(await workflowProblems(await readWorkflow(name))).toEqual([]);
  });

  test.each([
    ["timeout-minutes:", "timeout-minute:"],
    ["github.event.", "githup.event."],
    ["id-token: write", "id-token: wrote"],
    ["needs: preview", "needs: review"],
    ["cancel-in-progress: true", "cancel-in-progress: perhaps"],
  ])("would refuse a workflow with %j for %j", async (right, wrong) => {
    const text = await readWorkflow("cards-preview.yml");
    expect(text).toContain(right);
    expect(await workflowProblems(text.replace(right, wrong))).not.toEqual([]);
  });

  test("runs that change or compare the stack wait for each other; only a preview gives way to a newer one", async () => {
    const [preview, up, drift] = await Promise.all(WORKFLOWS.map(loadWorkflow));
    expect(preview?.concurrency["cancel-in-progress"]).toBe(true);
    for (const workflow of [up, drift]) {
      expect(workflow?.concurrency).toEqual({ group: "cards-production", "cancel-in-progress": false });
    }
  });

  test("the nightly check asks nobody: it shares no environment with a job that a reviewer lets go on", async () => {
    const [preview, up, drift] = await Promise.all(WORKFLOWS.map(loadWorkflow));
    const others = [preview?.jobs.preview?.environment, up?.jobs.up?.environment];
    expect(others).toEqual(["cards-preview", "cards"]);
    expect(drift?.jobs.drift?.environment).toBe("cards-drift");
    expect(drift?.jobs.drift?.if).toBe("github.ref == 'refs/heads/main'");
  });

  test.each(WORKFLOWS)(
    "%s: least permissions, a bound on time, versions, and nothing put into a script",
    async (name) => {
      const { permissions, jobs } = await loadWorkflow(name);
      expect(permissions).toEqual({});
      for (const job of Object.values(jobs)) {
        const rights = Object.entries(job.permissions).filter(([, right]) => right === "write");
        const secrets = JSON.stringify(job).includes("secrets.");
        expect(rights.map(([scope]) => scope)).toEqual([secrets ? "id-token" : "pull-requests"]);
        expect(job["timeout-minutes"]).toBeGreaterThan(0);
        for (const { uses, run } of job.steps) {
          if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
          expect(run ?? "").not.toContain("${{");
        }
      }
    },
  );

  test.each(["cards-preview.yml", "cards-up.yml"])(
    "%s: the gate on the month is told of the unchanged cards",
    async (name) => {
      const previews = (await readWorkflow(name)).split("\n").filter((line) => line.includes("pulumi preview"));
      expect(previews).toHaveLength(1);
      expect(previews[0]).toContain(" --json --show-sames --show-replacement-steps > preview.json");
    },
  );

  test("a nought somebody states when starting `up` by hand is a nought, and what is not merged is not applied", async () => {
    const { jobs } = await loadWorkflow("cards-up.yml");
    const gates = jobs.up?.steps.find(({ name }) => name === "Gates")?.run ?? "";
    const folder = await scratch();
    // Both commands stand aside; the second notes the gates that it is given.
    await writeFile(join(folder, "pulumi"), "#!/bin/sh\n");
    await writeFile(join(folder, "npx"), '#!/bin/sh\necho "$*" > calls\n');
    await Promise.all(["pulumi", "npx"].map((name) => chmod(join(folder, name), 0o755)));
    const asked = async (env: Record<string, string>) => {
      const PATH = [folder, process.env.PATH].join(delimiter);
      await promisify(execFile)("bash", ["-e", "-c", gates], { cwd: folder, env: { PATH, ...env } });
      return (await readFile(join(folder, "calls"), "utf8")).trim();
    };
    const stated = { MAX_NEW_CARDS: "0", MAX_CLOSURES: "0", MAX_MONTHLY_EXPOSURE: "0" };
    const empty = { MAX_NEW_CARDS: "", MAX_CLOSURES: "", MAX_MONTHLY_EXPOSURE: "" };
    expect(await asked(stated)).toMatch(/--max-new-cards 0 --max-closures 0 --max-monthly-exposure 0$/);
    expect(await asked(empty)).toMatch(/--max-new-cards 20 --max-closures 5 --max-monthly-exposure 20000$/);
    for (const name of Object.keys(stated)) expect(jobs.up?.env[name]).not.toContain("||");
    expect(jobs.up?.if).toBe("github.ref == 'refs/heads/main'");
  });

  test("`up` is interrupted, not killed: by the platform directly, and by its own bound before the platform's", async () => {
    const { jobs } = await loadWorkflow("cards-up.yml");
    const run = jobs.up?.steps.find(({ name }) => name === "Up")?.run ?? "";
    expect(run).toMatch(/^exec timeout --foreground --signal=INT --kill-after=5m \d+m pulumi up /);
    const minutes = Number(/ (\d+)m pulumi/.exec(run)?.[1]);
    expect(minutes + 5).toBeLessThan(jobs.up?.["timeout-minutes"] ?? 0);
  });

  test("the comment is written once and brought up to date after that", async () => {
    const { jobs } = await loadWorkflow("cards-preview.yml");
    const script = jobs.comment?.steps.find(({ run }) => run !== undefined)?.run ?? "";
    const folder = await scratch();
    // Stands in for `gh`: notes what it is called with, and lists the comment this test says there is.
    const gh = '#!/bin/sh\necho "$*" >> calls\ncase "$*" in *--paginate*) cat existing ;; esac\n';
    await writeFile(join(folder, "gh"), gh);
    await chmod(join(folder, "gh"), 0o755);
    const comment = async (existing: string, result: string) => {
      await writeFile(join(folder, "existing"), existing);
      await writeFile(join(folder, "calls"), "");
      await promisify(execFile)("bash", ["-e", "-c", script], {
        cwd: folder,
        env: {
          PATH: [folder, process.env.PATH].join(delimiter),
          REPOSITORY: "o/r",
          NUMBER: "7",
          RESULT: result,
          RUN_URL: "run",
        },
      });
      const calls = (await readFile(join(folder, "calls"), "utf8")).trim().split("\n");
      return { call: calls.at(-1), body: await readFile(join(folder, "comment.md"), "utf8") };
    };

    await writeFile(join(folder, "exposure.md"), "## Exposure\n");
    const first = await comment("", "success");
    expect(first.call).toBe("api --method POST repos/o/r/issues/7/comments --field body=@comment.md --silent");
    expect(first.body).toBe("<!-- fourpay exposure -->\n## Exposure\n");
    const second = await comment("42\n", "failure");
    expect(second.call).toBe("api --method PATCH repos/o/r/issues/comments/42 --field body=@comment.md --silent");
    expect(second.body).toMatch(/^<!-- fourpay exposure -->\n\*\*The preview did not pass:.*\n\n## Exposure\n$/);
    // A list that could not be read is no empty one.
    await writeFile(join(folder, "gh"), `${gh.replace("cat existing", "exit 1")}`);
    await expect(comment("", "success")).rejects.toThrow();
    await writeFile(join(folder, "gh"), gh);
    await rm(join(folder, "exposure.md"));
    expect((await comment("42\n", "failure")).body).toContain("did not pass");
  });
});

describe("GitLab", () => {
  const mergeRequest = (source: string) => ({
    CI_PIPELINE_SOURCE: "merge_request_event",
    CI_COMMIT_BRANCH: "",
    CI_MERGE_REQUEST_PROJECT_ID: "1",
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: source,
  });
  const jobsOf = (list: string) =>
    Object.fromEntries(
      list
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(";"))
        .map(([name = "", , , when]) => [name, when]),
    );

  test.each([
    ["a merge request", mergeRequest("1"), ["preview", "comment"]],
    ["a fork's merge request, started here", mergeRequest("2"), []],
    ["the default branch", { CI_PIPELINE_SOURCE: "push", CI_COMMIT_BRANCH: "main", CI_DEFAULT_BRANCH: "main" }, ["up"]],
    [
      "the schedule",
      { CI_PIPELINE_SOURCE: "schedule", CI_COMMIT_BRANCH: "main", CI_DEFAULT_BRANCH: "main" },
      ["drift"],
    ],
    ["another branch", { CI_PIPELINE_SOURCE: "push", CI_COMMIT_BRANCH: "x", CI_DEFAULT_BRANCH: "main" }, []],
  ])("takes the pipeline; on %s it runs just the jobs meant for it", async (_, variables, names) => {
    const jobs = jobsOf(await gitLabJobs(await readGitLab(), variables));
    expect(Object.keys(jobs)).toEqual(["preview", "comment", "up", "drift"]);
    expect(Object.keys(jobs).filter((name) => jobs[name] !== "never")).toEqual(names);
  });

  test.each([
    ["resource_group:", "resource_groups:"],
    ["job: preview", "job: review"],
    ["interruptible: true", "interruptible: maybe"],
    ["stage: drift", "stage: night"],
  ])("would refuse a pipeline with %j for %j", async (right, wrong) => {
    const text = await readGitLab();
    expect(text).toContain(right);
    await expect(gitLabJobs(text.replace(right, wrong))).rejects.toThrow();
  });

  test("the gate on the month is told of the unchanged cards", async () => {
    const previews = (await readGitLab()).split("\n").filter((line) => line.includes("pulumi preview"));
    expect(previews).toHaveLength(2);
    for (const line of previews) expect(line).toContain(" --json --show-sames --show-replacement-steps > preview.json");
  });

  test("runs that change or compare the stack wait for each other and are not ended by a newer commit", async () => {
    const pipeline = load(await readGitLab()) as Record<string, { resource_group?: string; interruptible?: boolean }>;
    for (const job of ["up", "drift"]) {
      expect(pipeline[job]).toMatchObject({ resource_group: "cards-production", interruptible: false });
    }
  });

  test("the comment is written once and brought up to date after that, also when it is not on the first page", async () => {
    const { comment } = load(await readGitLab()) as { comment: { script: string[] } };
    const folder = await scratch();
    await writeFile(join(folder, "exposure.md"), "## Exposure");
    const notes = [...Array.from({ length: 150 }, (_, id) => ({ id, body: `note ${id}` }))];
    const url = await notesApi(notes);
    const env = {
      PATH: process.env.PATH,
      CI_API_V4_URL: url,
      CI_PROJECT_ID: "1",
      CI_MERGE_REQUEST_IID: "2",
      CI_PIPELINE_URL: "run",
    };
    const run = () =>
      promisify(execFile)("bash", ["-e", "-c", comment.script.join("\n")], {
        cwd: folder,
        env: { ...env, REPORTER_TOKEN: "reporter" },
      });

    await run();
    await run();
    await writeFile(join(folder, "exposure.md"), "## Other");
    await run();

    expect(notes).toHaveLength(151);
    expect(notes.at(-1)?.body).toBe("<!-- fourpay exposure -->\n## Other\n\n[Pipeline](run)");
  });

  /** The part of GitLab's notes API the job uses. */
  async function notesApi(notes: { id: number; body: string }[]): Promise<string> {
    const server = createServer(
      (request, response) =>
        void answer(request).then((reply) => response.writeHead(reply.status, reply.headers).end(reply.body)),
    );
    async function answer(request: IncomingMessage) {
      const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
      const path = /^\/projects\/1\/merge_requests\/2\/notes(?:\/(\d+))?$/.exec(pathname);
      if (path === null || request.headers["private-token"] !== "reporter")
        return { status: 404, headers: {}, body: "" };
      if (request.method === "GET") {
        const page = Number(searchParams.get("page"));
        const next = page * 100 < notes.length ? String(page + 1) : "";
        return {
          status: 200,
          headers: { "x-next-page": next },
          body: JSON.stringify(notes.slice(page * 100 - 100, page * 100)),
        };
      }
      let text = "";
      for await (const part of request) text += String(part);
      const { body } = JSON.parse(text) as { body: string };
      const existing = notes.find(({ id }) => String(id) === path[1]);
      if (existing !== undefined) existing.body = body;
      else notes.push({ id: notes.length, body });
      return { status: existing === undefined ? 201 : 200, headers: {}, body: "{}" };
    }
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
});

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fourpay-gitops-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
