import type { GateResult } from '../../domain/index.ts'
import { causeBeforeEffect } from './cause-before-effect.ts'
import { changeCanProduce } from './change-can-produce.ts'
import type { Gate, GateInput } from './gate.ts'
import { grounded } from './grounded.ts'
import { notCircular } from './not-circular.ts'
import { notWithdrawn } from './not-withdrawn.ts'
import { scalingProposed } from './scaling-proposed.ts'

const gates: readonly Gate[] = [grounded, causeBeforeEffect, scalingProposed, changeCanProduce, notCircular, notWithdrawn]

/** Every gate that applies to the hypothesis, with what it found. */
export const passGates = (input: GateInput): GateResult[] => gates.flatMap((gate) => gate(input) ?? [])
