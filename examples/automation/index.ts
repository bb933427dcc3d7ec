/** `npm start`: takes events of the personnel system and keeps the teams' cards as they say. Settings come from the environment. */
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Desk } from "./desk";
import { createHrServer } from "./server";
import { openTeamStack } from "./teamStack";

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`Set ${name}.`);
  return value;
}

async function main(): Promise<void> {
  const data = resolve(process.env.HR_DATA ?? "data");
  const walletId = required("HR_WALLET");
  const pulumiRoot = process.env.HR_PULUMI_ROOT;
  const folder = join(data, "stacks");
  mkdirSync(folder, { recursive: true });

  let desk: Desk | undefined;
  const current = () => {
    if (desk === undefined) throw new Error("Not ready yet.");
    return desk;
  };
  const server = createHrServer(current, required("HR_TOKEN"));
  // Before anything else: a second process on this machine ends here, so there is never a second desk over the same stacks.
  server.listen(Number(process.env.HR_PORT ?? "8787"), "127.0.0.1");
  await once(server, "listening");
  desk = new Desk({
    folder: data,
    retryMs: Number(process.env.HR_RETRY_SECONDS ?? "60") * 1000,
    open: (team) => openTeamStack({ team, folder, walletId, pulumiRoot }),
  });
  console.log(`Listening on ${JSON.stringify(server.address())}`);

  const end = () => {
    server.close();
    // The run under way is seen through: a card that is being issued is recorded.
    void desk?.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
