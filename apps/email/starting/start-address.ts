// Addresses that start an envelope: `sign@`, and `sign+<template>@`, which is kept for templates so that nobody's template is ever called
// like an address of someone's answer.
import type { Site } from '#apps/ports.ts';
import { domainOf, localPartOf } from '#apps/address.ts';

/** @returns the template's name, '' for none; undefined for an address that starts nothing */
export function templateIn(recipient: string, { signAddress, mailDomain }: Site): string | undefined {
  const address = recipient.trim().toLowerCase();
  if (address === signAddress.toLowerCase()) return '';
  const begin = `${localPartOf(signAddress).toLowerCase()}+`;
  const local = localPartOf(address);
  if (domainOf(address) !== mailDomain || !local.startsWith(begin)) return undefined;
  const name = local.slice(begin.length);
  // Answers and what mail systems report go to `sign+r-…@` and `sign+b-…@` where one mailbox takes all.
  return name === '' || /^[rb]-/.test(name) ? undefined : name;
}
