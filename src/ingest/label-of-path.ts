/** A file's name without directories, endings and dates of rotation. */
export function labelOfPath(path: string): string {
  const name = path.split('/').at(-1) ?? path
  return name
    .replaceAll(/[._-]?(?:19|20)\d\d-?\d\d-?\d\d(?:T?\d{2,6})?/g, '')
    .replace(/(?:\.(?:log|txt|out|err|csv|tsv|json|jsonl|ndjson|gz|bz2|access|error))+(?:\.\d+)?(?:\.(?:gz|bz2))?$/i, '')
}
