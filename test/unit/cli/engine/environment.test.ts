import { describe, expect, it } from "vitest";
import { goBuildArguments, goEnvironment, goModule } from "../../../../provider/cli/engine/build";
import { engineEnvironment } from "../../../../provider/cli/engine/environment";

describe("engineEnvironment", () => {
  it("is a local, quiet engine, and nothing else", () => {
    expect(engineEnvironment({ home: "/h h", backendDir: "/state dir/100%", passphrase: "p" })).toEqual({
      PULUMI_HOME: "/h h",
      PULUMI_BACKEND_URL: "file:///state%20dir/100%25",
      PULUMI_CONFIG_PASSPHRASE: "p",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_SKIP_CONFIRMATIONS: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    });
  });
});

describe("the Go build", () => {
  it("requires pkg and sdk at one version and never the go directive of a newer Go", () => {
    const module = goModule("3.300.1");
    expect(module).toContain("\tgithub.com/pulumi/pulumi/pkg/v3 v3.300.1\n");
    expect(module).toContain("\tgithub.com/pulumi/pulumi/sdk/v3 v3.300.1\n");
    expect(module).toContain("tool github.com/pulumi/pulumi/pkg/v3/cmd/pulumi\n");
    expect(module).toMatch(/^go 1\.25\.11$/m);
  });

  it("tells the CLI its version", () => {
    const args = goBuildArguments("3.300.1", "/out dir/pulumi");
    expect(args[args.indexOf("-ldflags") + 1]).toMatch(/^-s -w -X \S+version\.Version=3\.300\.1$/);
    expect(args[args.indexOf("-o") + 1]).toBe("/out dir/pulumi");
    expect(args).toContain("-trimpath");
  });

  it("builds for this machine whatever the shell is set to, and leaves proxies and caches alone", () => {
    const env = {
      GOOS: "windows",
      GOARCH: "arm",
      GOWORK: "/x/go.work",
      GOPROXY: "off",
      GOMODCACHE: "/m",
      CGO_ENABLED: "1",
    };
    expect(goEnvironment(env, "/h")).toEqual({
      GOPROXY: "off",
      GOMODCACHE: "/m",
      HOME: "/h",
      CGO_ENABLED: "0",
      GOWORK: "off",
      GO111MODULE: "on",
    });
  });
});
