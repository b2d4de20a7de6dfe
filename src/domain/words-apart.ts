/** Words of a name in camel case, apart: `tooManyRequests` → `too Many Requests`. Figures stay with what they follow (`p95 Ms`). */
export const camelApart = (text: string, by = ' '): string => text.replaceAll(/([a-z0-9])([A-Z])/g, `$1${by}$2`)

/** Words written together, apart: `TooManyRequests`, `no_space_left`. */
export const wordsApart = (text: string): string => camelApart(text.replaceAll(/_+/g, ' '))
