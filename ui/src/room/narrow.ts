// Where the header has too little space for the title and all its buttons.
export const NARROW = 'max-width: 479px';
