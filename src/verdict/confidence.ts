/** Kinds of source that a cause can show itself in; a verdict that rests on one of them is less sure than its score. */
const kindsOfSource = 4

export interface Surety {
  /** Total of the hypothesis that leads. */
  readonly score: number
  /** How far it leads the best rival that it excludes; its whole score when there is none. */
  readonly margin: number
  /** Different tools that its telling tests rest on. */
  readonly sources: number
  /** Dimensions on which a test could tell, out of all. */
  readonly dimensionsTold: number
}

/**
 * 0–1, rising in each argument: the score, discounted by up to a third where a rival is as good, by up to a fifth where
 * few kinds of evidence speak, by up to a fifth where few dimensions could be told. Never 1: a folder of materials is
 * not the world.
 */
export function confidenceOf({ score, margin, sources, dimensionsTold }: Surety): number {
  const lead = Math.min(1, Math.max(0, margin) / 0.5)
  const breadth = Math.min(1, sources / kindsOfSource)
  const told = Math.min(1, dimensionsTold / 4)
  const confidence = score * (2 / 3 + lead / 3) * (0.8 + 0.2 * breadth) * (0.8 + 0.2 * told)
  return Math.round(Math.min(0.97, Math.max(0.02, confidence)) * 100) / 100
}
