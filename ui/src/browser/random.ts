// Random keys, which nobody can guess and which never occur twice.

/** 128 random bits. `crypto.randomUUID` does not exist on plain http. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
