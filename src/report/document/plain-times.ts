/** Instants within a sentence as people write them: `2031-04-07T09:00:45.267Z` → `2031-04-07 09:00:45 UTC`. */
export function plainTimes(text: string): string {
  return text.replaceAll(/\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z\b/g, '$1 $2 UTC')
}
