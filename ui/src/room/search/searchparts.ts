// What loadSearch.ts loads.
import { Search } from './search.svelte';
import SearchPanel from './SearchPanel.svelte';

export const searchParts = { Search, SearchPanel };
