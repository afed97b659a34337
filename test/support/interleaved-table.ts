// A Table whose operations a fast-check scheduler releases one by one: every order in which several writers can meet is a test case.
import type { Scheduler } from 'fast-check';
import type { Table } from '#core/ports.ts';
import { wrapTable } from './counting-table.ts';

export function interleavedTable(inner: Table, scheduler: Scheduler): Table {
  return wrapTable(inner, (operation, call) => async (...args) => {
    await scheduler.schedule(Promise.resolve(), operation);
    return call(...args);
  });
}
