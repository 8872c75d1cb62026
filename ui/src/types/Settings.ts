export type Settings = { name: string | null, title: string, code: string | null, port: number | null, theme: "system" | "light" | "dark", };
