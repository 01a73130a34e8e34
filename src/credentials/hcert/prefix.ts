/** The first characters of every health certificate of version 1. */
export const hcertPrefix = 'HC1:';
