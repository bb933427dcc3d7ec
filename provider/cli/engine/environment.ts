// Owns the environment in which the engine works on its own: a local state folder, no update checks, no plugin downloads.
import * as path from "node:path";
import { pathToFileURL } from "node:url";

interface EngineEnvironmentOptions {
  /** The engine's own folder for credentials, plugins and logs (PULUMI_HOME). */
  readonly home: string;
  /** The folder that holds the state. It must exist before the first run. */
  readonly backendDir: string;
  /** Protects secrets in that state. */
  readonly passphrase: string;
}

export function engineEnvironment({ home, backendDir, passphrase }: EngineEnvironmentOptions): Record<string, string> {
  return {
    PULUMI_HOME: path.resolve(home),
    PULUMI_BACKEND_URL: pathToFileURL(path.resolve(backendDir)).href,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_SKIP_CONFIRMATIONS: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
  };
}
