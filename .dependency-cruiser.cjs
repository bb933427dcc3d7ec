// The arrows of ARCHITECTURE.md, checked. Each rule says what a folder may import of ours; everything else is refused.
const only = (name, from, allowed) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { path: "^provider/", pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    only("model-imports-nothing-of-ours", "^provider/model/", []),
    only("api-imports-model", "^provider/api/", ["^provider/model/"]),
    only("wait-imports-model", "^provider/wait/", ["^provider/model/"]),
    only("lifecycle-imports-port-model-wait", "^provider/lifecycle/", [
      "^provider/api/port\\.ts$",
      "^provider/model/",
      "^provider/wait/",
    ]),
    only("pulumi-imports-lifecycle-and-config", "^provider/pulumi/", [
      "^provider/lifecycle/",
      "^provider/config\\.ts$",
      "^provider/(issuer|recorded|system)\\.ts$",
      "^provider/api/port\\.ts$",
      "^provider/model/",
      "^provider/wait/",
    ]),
    only("fleet-files-import-model", "^provider/fleetFile/", ["^provider/model/"]),
    only("sandbox-stands-alone", "^provider/sandbox/", []),
    only("lookups-stay-out-of-pulumi", "^provider/lookups/", [
      "^provider/(config|issuer|system)\\.ts$",
      "^provider/api/(port|readPort)\\.ts$",
      "^provider/model/",
    ]),
    only("cli-stays-out-of-pulumi", "^provider/cli/", ["^provider/(?!pulumi/|index\\.ts|dynamic\\.ts)"]),
    {
      name: "only-the-entries-import-pulumi",
      severity: "error",
      from: { path: "^provider/", pathNot: ["^provider/pulumi/", "^provider/(index|dynamic)\\.ts$"] },
      to: { path: "^provider/pulumi/" },
    },
    {
      name: "only-pulumi-lookups-and-cli-know-the-engine",
      severity: "error",
      from: {
        path: "^provider/",
        pathNot: ["^provider/(pulumi|lookups|cli)/", "^provider/(index|dynamic)\\.ts$"],
      },
      to: { path: "node_modules/@pulumi/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    exclude: { path: "^(dist|test|examples)/" },
  },
};
