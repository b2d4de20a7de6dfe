import type { Objection, Score } from '../domain/index.ts'

/** What an objection takes of a score. */
const kept = { minor: 0.9, major: 0.75 } as const
/** However many object, half of what the tests gave stays: persuasion is no evidence. */
const least = 0.5

/** The score after objections: lower or the same, and never lower than half. */
export function lowered(score: Score, objections: readonly Objection[]): Score {
  const factor = objections.reduce((product, { weight }) => product * kept[weight], 1)
  return { ...score, total: Math.round(score.total * Math.max(least, factor) * 1000) / 1000 }
}
