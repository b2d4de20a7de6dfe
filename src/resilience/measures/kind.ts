import type { Measure, MeasureKind } from '../../domain/index.ts'
import type { Known } from '../known.ts'

/** What a measure of one kind is, whatever the incident. Texts hold no figure: those are parameters, cited. */
export interface KindOfMeasure {
  readonly effect: Measure['effect']
  readonly horizon: Measure['horizon']
  readonly title: string
  readonly action: string
  readonly costs: string
  readonly who: string
  /** What to do, in order; `{name}` stands for a parameter of the measure. */
  readonly how: (known: Known) => readonly string[]
  readonly doneWhen: string
}

export type KindsOfMeasure<K extends MeasureKind> = Readonly<Record<K, KindOfMeasure>>
