// The icons of what can be done with a message, which are loaded with the parts that show them.

export const icons = {
  react: {
    shape: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.25 14.25a4.75 4.75 0 0 0 7.5 0M9 9.5v.5M15 9.5v.5',
  },
  more: { shape: 'M5.5 12h.5M11.75 12h.5M18 12h.5' },
  edit: { shape: 'M5 19l.75-3.75L15.5 5.5l3 3-9.75 9.75zM13.5 7.5l3 3' },
} as const;
