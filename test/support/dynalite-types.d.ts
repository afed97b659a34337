// dynalite comes without types; this is all of it that is used here.
declare module 'dynalite' {
  import type { Server } from 'node:http';
  export default function dynalite(options: { readonly createTableMs: number; readonly deleteTableMs: number }): Server;
}
