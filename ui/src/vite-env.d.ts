/// <reference types="vite/client" />
/// <reference types="svelte" />

// The emoji, as build/emoji.ts cuts them.
declare module 'virtual:emoji' {
  const characters: string[];
  export default characters;
}
declare module 'virtual:emoji/*' {
  const words: string;
  export default words;
}
