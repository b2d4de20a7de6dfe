import type { RunRecord } from '../../domain/index.ts'

/** How sure the verdict is, in words: bands of the number, nothing computed. */
export function confidenceText({ verdict }: RunRecord): string {
  const percent = `${Math.round(verdict.confidence * 100)} %`
  if (verdict.status === 'undetermined') {
    return `${percent} in the explanation that fits best, which is not enough to name it as the cause. What would settle it is listed.`
  }
  const band = bandOf(verdict.confidence)
  return `${percent} (${band}). ${meanings[verdict.status][band]}`
}

type Band = 'high' | 'moderate' | 'low'

function bandOf(confidence: number): Band {
  if (confidence >= 0.8) return 'high'
  return confidence >= 0.55 ? 'moderate' : 'low'
}

const meanings: Record<'determined' | 'no-incident', Record<Band, string>> = {
  determined: {
    high: 'The tests that tell this cause from the others favour it. It is a conclusion from the materials, not a proof of each detail: see what is proven and what is not.',
    moderate:
      'This cause explains the materials best, but some tests could not tell it from a rival. Fetch what is listed before money is spent on it.',
    low: 'This cause is only the best of those that were tested. Treat it as a lead, and fetch what is listed first.'
  },
  'no-incident': {
    high: 'Nothing in the materials departs from normal by more than ordinary variation.',
    moderate: 'Little in the materials departs from normal, but they do not cover everything.',
    low: 'No departure from normal was found, but the materials cover too little to be sure.'
  }
}
