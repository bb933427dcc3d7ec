// Nothing: what the engine takes to start, look and record.
export function declare() {}
