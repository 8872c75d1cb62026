export type ServerState = { port: number | null, error: string | null, };
