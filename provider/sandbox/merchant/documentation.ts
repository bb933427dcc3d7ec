// What schemas say about themselves in the OpenAPI document. It is kept apart from zod's own registry, which the whole process shares.
import { z } from "zod";

interface Note {
  /** Puts the schema among the named components. */
  id?: string;
  description?: string;
  format?: string;
}

export const documentation = z.registry<Note>();

export function documented<T extends z.ZodType>(schema: T, note: Note): T {
  documentation.add(schema, note as never);
  return schema;
}
