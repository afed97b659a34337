// Turning an office document into the PDF that is shown and signed. A port: where no converter is installed, such files are refused.

export type OfficeFile = { readonly filename: string; readonly bytes: Uint8Array };

/** `remarks`: what its sender should know about the PDF, a sentence each; `why`: a clause that ends the sentence "…, because". */
export type Converted =
  | { readonly ok: true; readonly pdf: Uint8Array; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly why: string };

export interface OfficeConverter {
  convert(file: OfficeFile): Promise<Converted>;
}
