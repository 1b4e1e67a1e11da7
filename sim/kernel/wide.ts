// The wide pass: every customer, LANES at a time. Stocks decay, push media expose, need and visits are drawn;
// customers to whom something happens are appended, in ascending order, to the list that the choice pass walks.
import { F, LANES, bytesSet, count, fadd, fload, floadSplat, flt, fmax, fmin, fmul, fne, fsplat, fstore, fsub, iadd, iand, igt,
  iload, iloadSplat, ior, isplat, istore, isub, ixor, mask, shr, toFloat } from "./lanes"
import * as L from "./layout"
import { HALF_GRID, fexp, poissonCount } from "./math"
import { keySchedule, words64 } from "./threefry"

@inline function slot(k: i32): i32 {
  return load<i32>(L.HEADER + (k << 2))
}
@inline function column(k: i32): usize {
  return <usize>slot(L.COLUMN + k)
}

// Constants are read from memory: an engine builds a vector literal anew, in several instructions, wherever one stands.
const FLOATS: usize = memory.data<f32>([1, 5.9604644775390625e-8])
const ONE = 0, GRID = 1
const INTEGERS: usize = memory.data<u32>([0x80000000])

@inline function constant(k: i32): F {
  return floadSplat(FLOATS + (<usize>k << 2))
}

/** A word as a uniform in [0, 1) on a grid of 2^-24. */
@inline function funiform(p: usize): F {
  return fmul(toFloat(shr(iload(p), 8)), constant(GRID))
}

@inline function grid(word: u32): f32 {
  return <f32>(word >>> 8) * <f32>5.9604644775390625e-8
}

/** @returns customers on the list, or −1 when a NaN was met in the state. */
export function wide(): i32 {
  keySchedule()
  const cells = slot(L.CELLS), tick = slot(L.TICK)
  const pushes = slot(L.PUSH_CHANNELS), queries = slot(L.QUERY_CHANNELS)
  const needRate = column(L.NEED_RATE), goodwill = column(L.GOODWILL), irritation = column(L.IRRITATION), intent = column(L.INTENT)
  const stock = column(L.STOCK), pages = column(L.PAGE_VIEWS), treatment = column(L.TREATMENT)
  const goodwillRef = load<f64>(<usize>slot(L.GLOBAL_PTR) + (L.GOODWILL_REF << 3))
  const scratch = <usize>slot(L.SCRATCH_PTR)
  const needWords = scratch, visitWords = scratch + 256, queryWords = scratch + 512, pushWords = scratch + 1536
  const sums = scratch + 3584 // exposures of the cell
  const rates = scratch + 3712, visitRates = scratch + 3968, responses = scratch + 4224, exposed = scratch + 4480 // of the block
  let entry = <usize>slot(L.LIST_PTR)
  const firstEntry = entry
  let notNumber = isplat(0)

  for (let cell = 0; cell < cells; cell++) {
    const ints = <usize>slot(L.CELL_INT_PTR) + <usize>(cell * (L.CELL_INT_SLOTS << 2))
    const start = load<i32>(ints + (L.CELL_START << 2)), size = load<i32>(ints + (L.CELL_COUNT << 2))
    const w = <usize>slot(L.CELL_WIDE_PTR) + <usize>(cell * (L.CELL_WIDE_SLOTS << 2))
    const needScale = fsplat(load<f32>(w + (L.NEED_SCALE << 2)))
    const pantry = fsplat(-load<f32>(w + (L.PANTRY << 2)))
    const consumption = fsplat(load<f32>(w + (L.CONSUMPTION << 2)))
    const goodwillDecay = fsplat(load<f32>(w + (L.GOODWILL_DECAY << 2)))
    const goodwillMax = fsplat(load<f32>(w + (L.GOODWILL_MAX << 2)))
    const perMax = fsplat(<f32>1 / load<f32>(w + (L.GOODWILL_MAX << 2)))
    const irritationDecay = fsplat(load<f32>(w + (L.IRRITATION_DECAY << 2)))
    const irritationEffect = fsplat(load<f32>(w + (L.IRRITATION_EFFECT << 2)))
    const intentDecay = fsplat(load<f32>(w + (L.INTENT_DECAY << 2)))
    const pageDecay = fsplat(load<f32>(w + (L.PAGE_DECAY << 2)))
    const directVisits = fsplat(load<f32>(w + (L.DIRECT_VISITS << 2)))
    const push = <usize>slot(L.PUSH_PTR) + <usize>(cell * pushes * (L.PUSH_SLOTS << 2))
    const thresholds = <usize>slot(L.THRESHOLD_PTR) + <usize>(cell * pushes * (L.MAX_COUNT << 2))
    const query = <usize>slot(L.QUERY_PTR) + <usize>(cell * queries * (L.QUERY_SLOTS << 3))
    const total = <usize>slot(L.TOTAL_PTR) + <usize>(cell * (L.TOTAL_SLOTS << 3))
    let needSum: f64 = 0, brandNeedSum: f64 = 0
    memory.fill(sums, 0, 128)

    for (let a0 = 0; a0 < size; a0 += 64) {
      const first = a0 >> 2 // (a0 / 64) · 16
      words64(first, cell, tick, L.DRAW_NEED, needWords)
      words64(first, cell, tick, L.DRAW_VISIT, visitWords)
      for (let q = 0; q < queries; q++) words64(first, cell, tick, L.DRAW_QUERY + q, queryWords + <usize>(q << 8))
      for (let p = 0; p < pushes; p++)
        if (load<i32>(push + <usize>(p << 4) + (L.PUSH_THRESHOLDS << 2)) > 0)
          words64(first, cell, tick, L.DRAW_PUSH + p, pushWords + <usize>(p << 8))

      let some64: u64 = 0
      const rest = size - a0 < 64 ? size - a0 : 64
      for (let lane = 0; lane < rest; lane += LANES) {
        const offset = <usize>(lane << 2)
        const i = start + a0 + lane
        const at = <usize>(i << 2)
        const valid = igt(isplat(rest), count(lane))

        let gain = fsplat(0), annoyance = fsplat(0), clicks = fsplat(0)
        for (let p = 0; p < pushes; p++) {
          const channel = push + <usize>(p << 4)
          const steps = load<i32>(channel + (L.PUSH_THRESHOLDS << 2))
          let exposures = isplat(0)
          if (steps > 0) {
            const word = ixor(iload(pushWords + <usize>(p << 8) + offset), iloadSplat(INTEGERS))
            let t = thresholds + <usize>(p * (L.MAX_COUNT << 2))
            const end = t + <usize>(steps << 2)
            const usual = t + <usize>((steps < L.USUAL_COUNT ? steps : L.USUAL_COUNT) << 2)
            let above = word
            for (; t < usual; t += 4) {
              above = igt(word, iloadSplat(t))
              exposures = isub(exposures, above)
            }
            if (t < end && mask(above) != 0) for (; t < end; t += 4) exposures = isub(exposures, igt(word, iloadSplat(t)))
            exposures = iand(exposures, valid)
            const e = toFloat(exposures)
            gain = fadd(gain, fmul(e, floadSplat(channel + (L.PUSH_GAIN << 2))))
            annoyance = fadd(annoyance, fmul(e, floadSplat(channel + (L.PUSH_IRRITATION << 2))))
            clicks = fadd(clicks, fmul(e, floadSplat(channel + (L.PUSH_CLICK << 2))))
            const sum = sums + <usize>(p << 4)
            istore(sum, iadd(iload(sum), exposures))
          }
          istore(exposed + <usize>(p << 8) + offset, exposures)
        }

        const f0 = fmul(fload(irritation + at), irritationDecay)
        const response = fmax(fsub(constant(ONE), fmul(irritationEffect, f0)), fsplat(0))
        const a1 = fmul(fload(goodwill + at), goodwillDecay)
        const a2 = fmin(fadd(a1, fmul(fmul(gain, response), fmax(fsub(constant(ONE), fmul(a1, perMax)), fsplat(0)))), goodwillMax)
        const f1 = fadd(f0, annoyance)
        const v1 = fmul(fload(intent + at), intentDecay)
        const g1 = fmul(fload(pages + at), pageDecay)
        const lambda = fload(needRate + at)
        const s1 = fmax(fsub(fload(stock + at), fmul(lambda, consumption)), fsplat(0))
        fstore(goodwill + at, a2); fstore(irritation + at, f1); fstore(intent + at, v1); fstore(pages + at, g1); fstore(stock + at, s1)

        const rate = fmul(fmul(lambda, fexp(fmul(pantry, s1))), needScale)
        const visitRate = fadd(directVisits, fmul(response, clicks))
        const sum = fadd(fadd(a2, f1), fadd(fadd(v1, g1), fadd(rate, visitRate)))
        notNumber = ior(notNumber, fne(sum, sum))

        const uNeed = funiform(needWords + offset), uVisit = funiform(visitWords + offset)
        let some = ior(flt(uNeed, rate), flt(uVisit, visitRate)) // u < r holds wherever u < 1 − e^−r
        for (let q = 0; q < queries; q++) {
          const word = ixor(iload(queryWords + <usize>(q << 8) + offset), iloadSplat(INTEGERS))
          some = ior(some, igt(iloadSplat(query + <usize>(q << 6) + (L.QUERY_LIMIT << 3)), word))
        }
        const set = (mask(some) | bytesSet(treatment + <usize>i)) & mask(valid)
        some64 |= (<u64>set) << lane
        fstore(rates + offset, rate); fstore(visitRates + offset, visitRate); fstore(responses + offset, response)
      }

      // Only now the few to whom something happens: a branch in the loop above would stall it
      while (some64 != 0) {
        const a = <i32>ctz(some64)
        some64 &= some64 - 1
        const at = <usize>(a << 2)
        const id = start + a0 + a
        const rate = load<f32>(rates + at), u = grid(load<u32>(needWords + at))
        const needs = u < rate ? poissonCount(<f64>rate, <f64>u + HALF_GRID) : 0
        store<i32>(entry, id, L.ENTRY_ID)
        store<i32>(entry, cell, L.ENTRY_CELL)
        store<i32>(entry, needs, L.ENTRY_NEEDS)
        store<f32>(entry, rate, L.ENTRY_NEED_RATE)
        store<f32>(entry, load<f32>(visitRates + at), L.ENTRY_VISIT_RATE)
        store<f32>(entry, grid(load<u32>(visitWords + at)), L.ENTRY_VISIT)
        store<f32>(entry, load<f32>(responses + at), L.ENTRY_RESPONSE)
        for (let q = 0; q < queries; q++) store<f32>(entry + <usize>(q << 2), grid(load<u32>(queryWords + <usize>(q << 8) + at)), L.ENTRY_QUERY)
        for (let p = 0; p < pushes; p++) store<u8>(entry + <usize>p, load<i32>(exposed + <usize>(p << 8) + at), L.ENTRY_EXPOSURES)
        entry += L.ENTRY_BYTES
        if (needs > 0) {
          const known = <f64>load<f32>(goodwill + (<usize>id << 2))
          needSum += <f64>needs
          brandNeedSum += (<f64>needs * known) / (known + goodwillRef)
        }
      }
    }
    store<f64>(total + (L.NEEDS << 3), needSum)
    store<f64>(total + (L.BRAND_NEEDS << 3), brandNeedSum)
    for (let p = 0; p < pushes; p++) {
      let sum = 0
      for (let l = 0; l < LANES; l++) sum += load<i32>(sums + <usize>((p << 4) + (l << 2)))
      store<f64>(total + <usize>((L.EXPOSURES + slot(L.PUSH_SOURCE + p)) << 3), <f64>sum)
    }
  }
  const length = <i32>((entry - firstEntry) / L.ENTRY_BYTES)
  store<i32>(L.HEADER + (L.LIST_LENGTH << 2), length)
  return mask(notNumber) != 0 ? -1 : length
}
