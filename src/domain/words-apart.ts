/** Words written together, apart: `TooManyRequests`, `no_space_left`. */
export const wordsApart = (text: string): string => text.replaceAll(/_+/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2')
