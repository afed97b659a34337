// What the doctor found about one thing: how it is, and, where it is not well, how to mend it.
export type Finding = { readonly check: string; readonly ok: boolean; readonly say: string };
