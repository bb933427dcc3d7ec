// Owns `pulumi-resource-pulumi-nodejs`, the script through which the engine starts dynamic providers. It ships with the SDK and
// must lie next to the CLI's real file or on PATH; without it the engine asks the internet for a plugin that does not exist.
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { type Env, pathFolders } from "./candidates";

function companionName(platform: NodeJS.Platform): string {
  return platform === "win32" ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs";
}

/** The folder of the installed SDK, which holds the script. */
export function sdkFolder(): string {
  return path.dirname(require.resolve("@pulumi/pulumi/package.json"));
}

export async function isExecutable(file: string): Promise<boolean> {
  try {
    await fs.access(file, fs.constants.X_OK);
    return (await fs.stat(file)).isFile();
  } catch {
    return false;
  }
}

/** Copies the script into `binFolder` (a folder of ours), complete or not at all. */
async function placeCompanion(binFolder: string, sdk: string, platform: NodeJS.Platform): Promise<void> {
  const name = companionName(platform);
  const partial = path.join(binFolder, `.${name}.${process.pid}`);
  await fs.copyFile(path.join(sdk, name), partial);
  await fs.chmod(partial, 0o755);
  await fs.rename(partial, path.join(binFolder, name));
}

interface CompanionRequest {
  /** The CLI, before links are followed. */
  readonly binary: string;
  /** Whether the CLI lies in a folder we may write to; an installation of the user's is left as it is. */
  readonly ours: boolean;
  readonly sdk: string;
  readonly env: Env;
  readonly platform: NodeJS.Platform;
}

/** Makes the script findable and returns the environment the CLI needs for that: nothing, or a longer PATH. */
export async function ensureCompanion(request: CompanionRequest): Promise<Record<string, string>> {
  const { binary, ours, sdk, env, platform } = request;
  const name = companionName(platform);
  const binFolder = path.dirname(await fs.realpath(binary)); // the engine looks beside the real file
  if (await isExecutable(path.join(binFolder, name))) return {};
  if (ours) {
    try {
      await placeCompanion(binFolder, sdk, platform);
      return {};
    } catch {
      // A read-only cache; PATH does as well.
    }
  }
  const folders = pathFolders(env, platform);
  for (const folder of folders) if (await isExecutable(path.join(folder, name))) return {};
  return { PATH: [sdk, env.PATH ?? ""].filter((part) => part !== "").join(path.delimiter) };
}
