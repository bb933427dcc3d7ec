// The webhook configuration when replies get lost: it is recorded as soon as it may be in force, and seen through, changed back or removed.
import { expect, it } from "vitest";
import type { NewWebhookConfig, WebhookConfig } from "../../../../provider/api/port";
import { webhookLifecycle } from "../../../../provider/lifecycle/webhook";
import { FourpayError } from "../../../../provider/model/errors";
import { failure, Managed, world } from "../../../support/lifecycleWorld";

const url = "https://example.com/hook";
const elsewhere = "https://example.com/other";

/** A merchant's webhooks whose next PUT goes as told: its reply is lost, and it is carried out or not. */
async function open() {
  const remote: {
    config: WebhookConfig | undefined;
    puts: number;
    next: "fine" | "lost" | "dropped" | "ignored" | "refused";
  } = {
    config: undefined,
    puts: 0,
    next: "fine",
  };
  const store = ({ secret, ...config }: NewWebhookConfig) => {
    remote.config = { ...config, secretSet: secret !== undefined };
  };
  const home = await world({
    issuer: (real) => ({
      ...real,
      webhooks: {
        get: () => Promise.resolve(remote.config),
        put: (config) => {
          const { next } = remote;
          remote.next = "fine";
          remote.puts += 1;
          if (next === "refused") return Promise.reject(new FourpayError("rejected", "No."));
          if (next !== "dropped" && next !== "ignored") store(config);
          return next === "fine" || next === "ignored"
            ? Promise.resolve()
            : Promise.reject(new FourpayError("outcome_unknown", "Lost."));
        },
        remove: () => {
          if (remote.next !== "ignored") remote.config = undefined;
          return Promise.resolve();
        },
      },
    }),
  });
  return { home, remote, hook: new Managed(home, webhookLifecycle, "WebhookConfig", "hook") };
}

it("a lost reply is looked for, and the configuration is set once", async () => {
  const { remote, hook } = await open();
  remote.next = "lost";
  await hook.up({ url });
  expect(remote).toMatchObject({ puts: 1, config: { url } });
  expect(await hook.up({ url })).toBe("same");
});

it("what may be in force is recorded: the next run sets it where it never arrived", async () => {
  const { home, remote, hook } = await open();
  remote.next = "dropped";
  expect(await failure(hook.up({ url }))).toMatchObject({ code: "outcome_unknown", partial: true });
  home.newRun();
  expect(await hook.up({ url })).toBe("update");
  expect(remote).toMatchObject({ puts: 2, config: { url } });
  expect(hook.outputs).not.toHaveProperty("unfinished");
});

it("what arrived between two runs is not set again, unless a secret is part of it that nobody can see", async () => {
  for (const [more, puts] of [
    [{}, 1],
    [{ secret: "whsec" }, 2],
  ] as const) {
    const { home, remote, hook } = await open();
    remote.next = "dropped";
    await failure(hook.up({ url, ...more }));
    remote.config = { url, active: true, secretSet: true };
    home.newRun();
    expect(await hook.up({ url, ...more })).toBe("update");
    expect(remote.puts).toBe(puts);
  }
});

it("what may be in force can be removed, although the run that set it failed", async () => {
  const { home, remote, hook } = await open();
  remote.next = "dropped";
  await failure(hook.up({ url }));
  remote.config = { url, active: true };
  home.newRun();
  await hook.destroy();
  expect(remote.config).toBeUndefined();
});

it("a change taken back after a failure finds its way back", async () => {
  const { home, remote, hook } = await open();
  await hook.up({ url });
  remote.next = "dropped";
  expect(await failure(hook.up({ url: elsewhere }))).toMatchObject({ partial: true });
  remote.config = { url: elsewhere, active: true };
  home.newRun();
  expect(await hook.up({ url })).toBe("update");
  expect(remote.config).toMatchObject({ url });
});

it("what was accepted and does not show is not applied, and seen through by the next run", async () => {
  const { home, remote, hook } = await open();
  remote.next = "ignored";
  expect(await failure(hook.up({ url }))).toMatchObject({ code: "not_applied", partial: true });
  home.newRun();
  expect(await hook.up({ url })).toBe("update");
  expect(remote).toMatchObject({ puts: 2, config: { url } });
});

it("one that somebody gave another address is not removed", async () => {
  const { home, remote, hook } = await open();
  await hook.up({ url });
  home.newRun();
  remote.config = { url: elsewhere, active: true };
  await hook.destroy();
  expect(remote.config).toEqual({ url: elsewhere, active: true });
  expect(home.warnings()).toHaveLength(1);
});

it.each([
  ["fewer", ["card_state"]],
  ["more", ["card_state", "card_transaction", "account_topup"]],
  ["others", ["card_state", "account_topup"]],
])("%s events than declared are set right after a refresh", async (_, eventTypes) => {
  const { home, remote, hook } = await open();
  const declared = { url, eventTypes: ["card_state", "card_transaction"] };
  await hook.up(declared);
  remote.config = { url, active: true, secretSet: false, eventTypes };
  home.newRun();
  await hook.refresh();
  expect(await hook.up(declared)).toBe("update");
  expect(remote.config.eventTypes).toEqual(declared.eventTypes);
});

it("a removal that was accepted and does not show is not applied either", async () => {
  const { home, remote, hook } = await open();
  await hook.up({ url });
  home.newRun();
  remote.next = "ignored";
  expect(await failure(hook.destroy())).toMatchObject({ code: "not_applied" });
  remote.next = "fine";
  await hook.destroy();
  expect(remote.config).toBeUndefined();
});

it("a refusal records nothing, since nothing was set", async () => {
  const { remote, hook } = await open();
  remote.next = "refused";
  expect(await failure(hook.up({ url }))).toMatchObject({ code: "rejected", partial: false });
  expect(hook.recorded).toBeUndefined();
});
