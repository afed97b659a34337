// What a language must say: the keys and arguments of English.
import type { english } from './en/english.ts';

export type Phrases = Readonly<typeof english>;
