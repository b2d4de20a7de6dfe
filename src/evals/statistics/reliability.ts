/** An answer that commits itself, with how sure it said it was, and whether it was right. */
export interface Claim {
  /** 0–1. */
  readonly confidence: number
  readonly right: boolean
}

export interface ReliabilityBin {
  readonly from: number
  readonly to: number
  readonly claims: number
  readonly confidence: number
  readonly right: number
}

export interface Reliability {
  /** Bins that hold a claim. */
  readonly bins: readonly ReliabilityBin[]
  /** Mean distance between confidence and share right, weighted by claims (Naeini et al. 2015). */
  readonly expectedError: number
  /** Mean squared distance of confidence from what came out (Brier 1950). */
  readonly brier: number
}

const edges = [0, 0.4, 0.55, 0.7, 0.85, 1]

/** Does confidence mean what it says? Of claims made at about 0.8, about 80 % should be right. Null for no claims. */
export function reliabilityOf(claims: readonly Claim[]): Reliability | null {
  if (claims.length === 0) return null
  const bins = edges.slice(1).flatMap((to, i): ReliabilityBin[] => {
    const from = edges[i] ?? 0
    const own = claims.filter(({ confidence }) => confidence >= from && (confidence < to || (to === 1 && confidence === 1)))
    if (own.length === 0) return []
    const mean = (value: (claim: Claim) => number): number => own.reduce((sum, claim) => sum + value(claim), 0) / own.length
    return [
      {
        from,
        to,
        claims: own.length,
        confidence: mean(({ confidence }) => confidence),
        right: mean(({ right }) => Number(right))
      }
    ]
  })
  return {
    bins,
    expectedError: bins.reduce((sum, bin) => sum + (bin.claims / claims.length) * Math.abs(bin.confidence - bin.right), 0),
    brier: claims.reduce((sum, { confidence, right }) => sum + (confidence - Number(right)) ** 2, 0) / claims.length
  }
}
