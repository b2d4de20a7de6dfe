/** Levenshtein's distance: insertions, deletions and substitutions that turn one word into the other. */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [row, letter] of from.split('').entries()) {
    const next = [row + 1]
    for (const [column, other] of to.split('').entries()) {
      const substituted = (previous[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(substituted, (previous[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    previous = next
  }
  return previous.at(-1) ?? 0
}

/** The candidate that was most likely meant; null when none is near. A part of a name counts as near. */
export function nearest(name: string, candidates: readonly string[]): string | null {
  const wanted = name.toLowerCase()
  let best: string | null = null
  let least = Math.max(2, Math.ceil(wanted.length / 3)) + 1
  for (const candidate of candidates) {
    const contained = wanted.length > 2 && (candidate.includes(wanted) || wanted.includes(candidate))
    const far = contained ? 1 : distance(wanted, candidate.toLowerCase())
    if (far < least) {
      least = far
      best = candidate
    }
  }
  return best
}
