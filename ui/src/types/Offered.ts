// Written by hand until Rust generates it (the contract of shared files).
/** A file that the host chose or dropped on the window. Rust keeps its path behind the token. */
export type Offered = { token: string; name: string; bytes: number; type: string };
