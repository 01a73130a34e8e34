/** A public key that boxes are closed for (credentials/custody/closed-box.ts). */
export interface BoxKey {
  /** Which of the keys of its kind: 0 to 255. */
  generation: number;
  /** 65 bytes uncompressed, base64url. */
  point: string;
}

/** Who a person is, closed for the district's tracing key (docs/formats.md, "Sealed identity"). The server keeps it and cannot open it. */
export interface Identity {
  name: string;
  /** As `readResidentId` or another document gives it; '' where none is known. */
  idNumber: string;
  /** '' where none is known. */
  phone: string;
  /** '' where none is known. */
  address: string;
}
