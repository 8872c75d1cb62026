// The one door to the search, which is loaded when it opens for the first time.

export const loadSearch = () => import('./searchparts').then(({ searchParts }) => searchParts);
export type SearchParts = Awaited<ReturnType<typeof loadSearch>>;
