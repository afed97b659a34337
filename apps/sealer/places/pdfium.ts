// PDFium for one file: a fresh copy of it each time, since its memory never shrinks and what a damaged file does to it must not outlive
// the file. It says of every letter where it stands, and takes a tenth of the time that others do for that.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';

export type Pdfium = {
  readonly api: WrappedPdfiumModule;
  /** PDFium's handle. */
  readonly document: number;
  readonly pages: number;
  /** What `use` writes at the address that it is given. */
  read<Result>(bytes: number, use: (address: number) => Result): Result;
  /** A copy. */
  bytes(address: number, length: number): Uint8Array;
  /** UTF-16 code units. */
  text(address: number, length: number): string;
  float(address: number): number;
  double(address: number): number;
  int(address: number): number;
};

type Instance = { readonly exports: object };

/** The types of Node.js name it and leave out what it can do. */
declare const WebAssembly: {
  compile(binary: Uint8Array): Promise<object>;
  readonly Instance: new (compiled: object, imports: object) => Instance;
};

let compiled: Promise<object> | undefined;

/** @returns undefined where PDFium cannot open it */
export async function openInPdfium(file: Uint8Array): Promise<Pdfium | undefined> {
  compiled ??= readFile(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm')).then(async (wasm) =>
    WebAssembly.compile(wasm),
  );
  const module = await compiled;
  const overrides = {
    instantiateWasm: (imports: object, done: (instance: Instance) => void) => {
      const instance = new WebAssembly.Instance(module, imports);
      done(instance);
      return instance.exports;
    },
  };
  const api = await init(overrides);
  api.PDFiumExt_Init();
  const { malloc, free } = api.pdfium.wasmExports;
  const at = malloc(file.length);
  memory(api).set(file, at);
  const document = api.FPDF_LoadMemDocument(at, file.length, '');
  if (document === 0) return undefined;
  const view = () => new DataView(memory(api).buffer);
  return {
    api,
    document,
    pages: api.FPDF_GetPageCount(document),
    read: (bytes, use) => {
      const address = malloc(bytes);
      try {
        return use(address);
      } finally {
        free(address);
      }
    },
    bytes: (address, length) => memory(api).slice(address, address + length),
    text: (address, length) => Buffer.from(memory(api).buffer, address, length * 2).toString('utf16le'),
    float: (address) => view().getFloat32(address, true),
    double: (address) => view().getFloat64(address, true),
    int: (address) => view().getUint32(address, true),
  };
}

/** Its memory as it is now: it moves when it grows, and the types leave it out. */
function memory(api: WrappedPdfiumModule): Uint8Array {
  const heap: unknown = Reflect.get(api.pdfium, 'HEAPU8');
  if (!(heap instanceof Uint8Array)) throw new Error('PDFium keeps its memory elsewhere than in 2.15.');
  return heap;
}
