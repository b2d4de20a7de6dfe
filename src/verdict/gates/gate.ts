import type { Evidence, GateResult, Hypothesis, ScalingTest } from '../../domain/index.ts'
import type { Scene } from '../scene.ts'

export interface GateInput {
  readonly hypothesis: Hypothesis
  readonly evidence: readonly Evidence[]
  readonly scene: Scene
  readonly scaling: ScalingTest
}

/** A condition without which a hypothesis is rejected, whatever its score. Null: it does not apply to this one. */
export type Gate = (input: GateInput) => GateResult | null
