export function issueAndClose(loaded: {
  fourpay: object;
  startSandbox: unknown;
  seedIds: unknown;
  automation: object;
  folder: string;
}): Promise<void>;
