// Reading a row's JSON: parsed and checked where it enters, so that everything behind can trust its types.
import { z } from 'zod';
import type { Item, Key } from '#core/ports.ts';

/** An identifier's schema: text of a kind that only its own maker produces, so that its shape need not be judged again. */
export function brand<T extends string>(): z.ZodType<T> {
  return z.custom<T>((value) => typeof value === 'string' && value !== '', 'expected an identifier');
}

/** One of our own JSON objects whose insides only the code that made it reads. */
export function objectWith<T>(...fields: readonly string[]): z.ZodType<T> {
  return z.custom<T>(
    (value) => typeof value === 'object' && value !== null && fields.every((field) => field in value),
    `expected an object with ${fields.join(', ')}`,
  );
}

export function readBody<T>(schema: z.ZodType<T>, item: Item): T {
  const parsed = schema.safeParse(jsonOf(item));
  if (parsed.success) return parsed.data;
  throw new Error(`Could not read the row ${nameOf(item)}: it is not in a form that this version knows.`, { cause: parsed.error });
}

function jsonOf(item: Item): unknown {
  try {
    return JSON.parse(item.body);
  } catch (cause) {
    throw new Error(`Could not read the row ${nameOf(item)}: it holds no JSON.`, { cause });
  }
}

/** A key for a message: without addresses, which have no place in logs. */
function nameOf({ pk, sk }: Key): string {
  return `${pk} / ${sk}`.replace(/[^#/ ]*@[^#/ ]*/g, '…');
}
