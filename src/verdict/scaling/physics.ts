import { citeFact, type ScalingTest, state, type ValuesOf } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import { has, type Maybe, numberIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { compared } from '../tests/calls.ts'

export const physicsCalls = (scene: Scene): Call[] => compared('littles_law', scene)

const said = {
  yes: 'arrivals, latency and holders obey Little’s law',
  no: 'arrivals, latency and holders do not obey Little’s law',
  'cannot-tell': 'Little’s law can neither be confirmed nor refuted here'
} as const

/** Do the materials obey Little's law? If not, what needs rates cannot be told from them, and that is said first. */
export function readPhysics([law]: readonly Maybe[]): ScalingTest['physics'] {
  const told = textIn(law, 'obeys')
  const obeys = told === 'yes' || told === 'no' ? told : 'cannot-tell'
  if (!has(law, 'points')) {
    return {
      obeys,
      statement: state('no source gives arrivals, latency and holders together, so Little’s law cannot be checked')
    }
  }
  const values: Record<string, ValuesOf[string]> = { points: [citeFact(law, 'points'), 'integer'] }
  const add = (fact: string, name: string, format: 'integer' | 'ratio' | 'text', clause: string): string => {
    if (!has(law, fact) || (format === 'text' ? textIn(law, fact) === null : numberIn(law, fact) === null)) return ''
    values[name] = [citeFact(law, fact), format]
    return clause
  }
  const template =
    `${said[obeys]}: of {points} points` +
    (add('within_factor_two', 'within', 'integer', ' {within} are within a factor of two of it') || ' none could be compared') +
    add('ratio_min', 'least', 'ratio', ', the least {least} of what it expects') +
    add('ratio_max', 'most', 'ratio', ', the most {most}') +
    add('drawn_series', 'drawn', 'text', '; drawn or smoothed rather than measured: {drawn}')
  return { obeys, statement: state(template, values) }
}
