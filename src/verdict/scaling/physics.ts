import { citeFact, type ScalingTest, state } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import { has, type Maybe, numberIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { compared } from '../tests/calls.ts'

export const physicsCalls = (scene: Scene): Call[] => compared('littles_law', scene)

/** Do the materials obey Little's law? If not, what needs rates cannot be told from them, and that is said first. */
export function readPhysics([law]: readonly Maybe[]): ScalingTest['physics'] {
  const obeys = textIn(law, 'obeys')
  if (obeys !== 'yes' && obeys !== 'no') {
    return {
      obeys: 'cannot-tell',
      statement: state('no source gives arrivals, latency and holders together, so Little’s law cannot be checked')
    }
  }
  const values =
    has(law, 'ratio_min') && has(law, 'ratio_max') && has(law, 'points')
      ? ({
          points: [citeFact(law, 'points'), 'integer'],
          least: [citeFact(law, 'ratio_min'), 'ratio'],
          most: [citeFact(law, 'ratio_max'), 'ratio']
        } as const)
      : null
  const drawn =
    has(law, 'drawn_series') && textIn(law, 'drawn_series') ? ({ drawn: [citeFact(law, 'drawn_series'), 'text'] } as const) : null
  const said =
    obeys === 'yes' ? 'arrivals, latency and holders obey Little’s law' : 'arrivals, latency and holders do not obey Little’s law'
  const range = values ? ': over {points} points the holders seen are {least} to {most} those expected' : ''
  const shape = drawn ? '; drawn rather than measured: {drawn}' : ''
  const numbers = numberIn(law, 'points')
  return { obeys, statement: state(`${said}${range}${shape}`, { ...values, ...drawn }, numbers === null && law ? [law.id] : []) }
}
