/** Notes to the engine on the resource's own row: passing ones for progress, lasting ones for what a person must know. */
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

export type Severity = "info" | "warning";

export interface EngineLog {
  /** Passing text; repeated text is not sent again. */
  progress(urn: string, text: string): void;
  note(urn: string, severity: Severity, text: string): void;
  /** Takes the last passing note off the row, so that a finished row does not read as if it still waited. */
  done(urn: string): void;
}

/** Without an engine (a test, another host) notes go nowhere. */
export function engineLog(client: EngineClient | undefined): EngineLog {
  const last = new Map<string, string>();
  const send = (urn: string, severity: Severity, text: string, ephemeral: boolean) => {
    if (client === undefined) return;
    const request = new LogRequest();
    request.setSeverity(severity === "warning" ? LogSeverity.WARNING : LogSeverity.INFO);
    request.setMessage(text);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    // A note that cannot be delivered must not fail the work it is about; the outcome itself travels by another way.
    client.log(request, () => {});
  };
  return {
    progress(urn, text) {
      if (last.get(urn) === text) return;
      last.set(urn, text);
      send(urn, "info", text, true);
    },
    note: (urn, severity, text) => send(urn, severity, text, false),
    done(urn) {
      if (last.delete(urn)) send(urn, "info", "", true);
    },
  };
}
