export const HOW_TO_INSTALL: string;
export function findBrowser(env: Record<string, string | undefined>): string | undefined;
