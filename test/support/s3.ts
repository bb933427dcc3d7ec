// A state store that speaks S3, on loopback, in a folder of its own. It ends with the test.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";
import { onTestFinished } from "vitest";

/** What the server ends the file names of objects with. */
const CONTENT = "._S3rver_object";
const BUCKET = "state";

export interface StateStore {
  /** What the engine needs to keep its state there, credentials included. */
  readonly env: Readonly<Record<string, string>>;
  /** Keys of the objects below a prefix. */
  list(prefix: string): Promise<string[]>;
}

export async function openStateStore(): Promise<StateStore> {
  const directory = await mkdtemp(join(tmpdir(), "fourpay-s3-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  const configureBuckets = [{ name: BUCKET }];
  const server = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory, configureBuckets });
  const { port } = await server.run();
  onTestFinished(() => server.close());
  const query = `endpoint=127.0.0.1:${port}&disableSSL=true&s3ForcePathStyle=true&region=us-east-1`;
  return {
    env: {
      PULUMI_BACKEND_URL: `s3://${BUCKET}?${query}`,
      // The pair the server knows. Nothing of the developer's own must be looked for, least of all on the network.
      AWS_ACCESS_KEY_ID: "S3RVER",
      AWS_SECRET_ACCESS_KEY: "S3RVER",
      AWS_SESSION_TOKEN: "",
      AWS_PROFILE: "",
      AWS_CONFIG_FILE: join(directory, "none"),
      AWS_SHARED_CREDENTIALS_FILE: join(directory, "none"),
      AWS_EC2_METADATA_DISABLED: "true",
    },
    async list(prefix) {
      const files = await readdir(join(directory, BUCKET), { recursive: true });
      return files
        .filter((file) => file.startsWith(prefix) && file.endsWith(CONTENT))
        .map((file) => file.slice(0, -CONTENT.length))
        .sort();
    },
  };
}
