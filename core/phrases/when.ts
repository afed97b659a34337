// How a view hands times to phrases: already in the reader's language and zone.
import type { Instant } from '../time.ts';

export type When = (at: Instant) => string;
