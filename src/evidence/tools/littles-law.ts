import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { checkPhysics, type Physics } from '../physics.ts'
import { baselineSpan, spanOf } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const columns = columnsOf('time:time arrivals_per_s latency_s:s expected observed ratio:ratio')
const mostRows = 100

export const littlesLaw: EvidenceTool<typeof Arguments> = {
  name: 'littles_law',
  description:
    "Do the measurements fit together? Little's law: what is held and waited for = arrivals × time in the system. If they do not (drawn, " +
    'sampled or mislabelled series), nothing that needs rates can be concluded from them. Names series that look drawn. With only a high ' +
    'percentile of latency it can show that the law is broken, never that it holds.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const physics = await checkPhysics(context, { from: baselineSpan(args.baseline, window).from, to: window.to })
    const ratios = physics.points.filter(({ expected }) => expected > 0).map(({ observed, expected }) => observed / expected)
    const facts = {
      obeys: physics.obeys,
      points: physics.points.length,
      within_factor_two: physics.withinFactorTwo,
      ratio_min: ratios.length > 0 ? ratios.reduce((a, b) => Math.min(a, b)) : null,
      ratio_max: ratios.length > 0 ? ratios.reduce((a, b) => Math.max(a, b)) : null,
      drawn_series: physics.drawnSeries.join(', ') || null,
      drawn: physics.drawn,
      impossible_points: physics.impossible,
      ...heldByNobody(physics),
      basis: physics.basis
    }
    const drawn = physics.drawnSeries.length > 0 ? ` Look drawn or smoothed: ${physics.drawnSeries.join(', ')}.` : ''
    if (physics.points.length === 0) {
      const status = physics.drawnSeries.length > 0 ? 'found' : 'no_data'
      return { status, reading: `Little's law cannot be checked: ${physics.basis}.${drawn}`, facts }
    }
    const words = { yes: 'is obeyed', no: 'is not obeyed', 'cannot-tell': 'can neither be confirmed nor refuted' }
    const step = Math.ceil(physics.points.length / mostRows)
    const rows = physics.points.filter((_, i) => i % step === 0)
    return {
      status: 'found',
      reading: `Little's law ${words[physics.obeys]}: ${physics.basis}.${drawn}`,
      facts,
      columns,
      rows: rows.map(({ at, arrivalsPerS, latencyS, expected, observed }) => [
        instantOf(at),
        arrivalsPerS,
        latencyS,
        expected,
        observed,
        expected > 0 ? observed / expected : null
      ]),
      omitted:
        rows.length < physics.points.length
          ? { rows: physics.points.length - rows.length, why: 'every so-manieth point is shown' }
          : null,
      sources: context.incident.sources.filter(({ records }) => (records.metrics ?? 0) > 0).map(({ id }) => id)
    }
  }
}

/** The last points before anybody waited, of which this many are compared. */
const lastFree = 10
/** So many times what work at hand can hold is held by nobody who works. */
const farBeyond = 5

/**
 * What was held shortly before anybody had to wait, against what work at hand holds (medians of ten points): far more is held
 * by work that has ended.
 */
function heldByNobody({ points }: Physics): Readonly<Record<'held_beyond_work' | 'idle_held' | 'idle_expected', Scalar>> {
  const free = points.findIndex(({ waiting }) => waiting > 0)
  const before = points.slice(0, free < 0 ? points.length : free).slice(-lastFree)
  const [held, expected] = [medianOf(before.map(({ observed }) => observed)), medianOf(before.map((point) => point.expected))]
  const isBeyond = held !== null && expected !== null && free >= 0 && held > farBeyond * (2 * expected + 2)
  return { held_beyond_work: before.length < lastFree ? null : isBeyond, idle_held: held, idle_expected: expected }
}
