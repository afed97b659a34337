// Reads a place back, failing the test where it is none.
import { readPlace, type SlackPlace } from '#apps/slack/place.ts';

export function parseRef(text: string): SlackPlace {
  const place = readPlace(text);
  if (place) return place;
  throw new Error(`This is no place on Slack: ${text}`);
}
