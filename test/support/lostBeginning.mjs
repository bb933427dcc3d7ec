// A program of the Automation API whose first call is lost, in a process that nobody else listens in. Prints how the run ended.
// Arguments: the folder of the state, the root of the engine.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const grpc = require("@grpc/grpc-js");
const pulumi = require("@pulumi/pulumi");
const { LocalWorkspace, PulumiCommand } = require("@pulumi/pulumi/automation");
require("pulumi-fourpay");

const [workDir, root] = process.argv.slice(2);
pulumi.runtime.grpcClientOptions.interceptors.push((options, nextCall) => {
  const status = { code: 14, details: "Connection dropped", metadata: new grpc.Metadata() };
  if (!options.method_definition.path.endsWith("/SetRootResource")) return new grpc.InterceptingCall(nextCall(options));
  let listener;
  return new grpc.InterceptingCall(nextCall(options), {
    start: (_metadata, heard) => {
      listener = heard;
    },
    sendMessage: () => setTimeout(() => listener.onReceiveStatus(status), 5),
    halfClose: () => undefined,
  });
});

const stack = await LocalWorkspace.createOrSelectStack(
  { stackName: "test", projectName: "lost", program: async () => undefined },
  { workDir, pulumiCommand: await PulumiCommand.get({ root }) },
);
try {
  await stack.up({ color: "never" });
  console.log("succeeded");
} catch (error) {
  console.log("failed", error.message);
}
