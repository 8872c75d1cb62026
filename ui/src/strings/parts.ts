// Words in parts, because each name must stand in its own bidi isolate.

export type Parts = (string | { name: string })[];
