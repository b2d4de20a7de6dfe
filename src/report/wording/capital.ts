/** The same words with a capital at the front. A name such as p95 or error_rate stays as it is. */
export function capital(words: string): string {
  return /^[^\s]*[_\d]/.test(words) ? words : `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}
