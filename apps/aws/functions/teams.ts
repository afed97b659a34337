// Takes in what Teams delivers: proven, stored, and answered with the card or dialog that it asks for.
import { Hono } from 'hono';
import { awaitedOnce } from '../awaited-once.ts';
import { estate } from '../estate.ts';
import { httpHere } from '../http-here.ts';
import { teamsHere } from '../teams-here.ts';

export const handler = httpHere(awaitedOnce(async () => teamsHere(await estate())?.app ?? new Hono()));
