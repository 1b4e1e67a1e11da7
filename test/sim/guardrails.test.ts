import { fc, test } from "@fast-check/vitest"
import { describe, expect, test as plain } from "vitest"
import { isRested, limitBid, limitPrice, limitShares, newContacts, noteContact } from "../../sim/guardrails.ts"

const share = fc.double({ min: 0, max: 1, noNaN: true })
const simplex = (n: number) =>
  fc.array(fc.integer({ min: 0, max: 100 }), { minLength: n, maxLength: n }).map((w) => {
    const sum = w.reduce((a, b) => a + b, 0)
    return Float64Array.from(w, (x, k) => (sum > 0 ? x / sum : k === 0 ? 1 : 0))
  })

describe("shares", () => {
  test.prop([simplex(4), simplex(4), fc.double({ min: 0.001, max: 1, noNaN: true })])(
    "move towards the wanted ones, none by more than the step, and still sum to 1",
    (standing, wanted, step) => {
      const limited = limitShares(standing, wanted, step)
      expect(Math.abs(limited.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-12)
      limited.forEach((x, k) => {
        const [from, to] = [standing[k] as number, wanted[k] as number]
        expect(Math.abs(x - from)).toBeLessThanOrEqual(step + 1e-12)
        expect((x - from) * (to - from)).toBeGreaterThanOrEqual(0)
        expect(Math.abs(x - from)).toBeLessThanOrEqual(Math.abs(to - from) + 1e-12)
      })
    },
  )
  plain("are what was wanted within the step, and reach it in so many steps", () => {
    const [from, to] = [Float64Array.of(1, 0), Float64Array.of(0.25, 0.75)]
    expect(limitShares(from, to, 0.75)).toBe(to)
    let shares: Float64Array = from
    for (let k = 0; k < 3; k++) shares = limitShares(shares, to, 0.25)
    expect([...shares]).toEqual([0.25, 0.75])
  })
})

describe("a bid", () => {
  test.prop([fc.double({ min: 0.01, max: 9, noNaN: true }), fc.double({ min: 0.01, max: 9, noNaN: true }), share])(
    "moves by a share of the one that stood at most",
    (standing, wanted, step) => {
      const bid = limitBid(standing, wanted, step)
      expect(Math.abs(bid - standing)).toBeLessThanOrEqual(step * standing + 1e-12)
      if (Math.abs(wanted - standing) <= step * standing) expect(bid).toBe(wanted)
    },
  )
  plain("is free where none stood, or none is wanted", () => {
    expect(limitBid(0, 3, 0.1)).toBe(3)
    expect(limitBid(Number.NaN, 3, 0.1)).toBe(3)
    expect(limitBid(3, 0, 0.1)).toBe(0)
    expect(limitBid(3, Number.NaN, 0.1)).toBe(Number.NaN)
  })
})

describe("a price", () => {
  test.prop([fc.double({ min: 0.5, max: 2, noNaN: true }), fc.double({ min: 0, max: 0.9, noNaN: true }), share])(
    "is never paid under its floor; a promotion gives way before the price",
    (price, promotion, floor) => {
      const limited = limitPrice({ price, promotion }, floor)
      expect(limited.price * (1 - limited.promotion)).toBeGreaterThanOrEqual(floor - 1e-12)
      if (price * (1 - promotion) >= floor) expect(limited).toEqual({ price, promotion })
      else expect(limited.price * (1 - limited.promotion)).toBeCloseTo(floor, 12)
      if (price >= floor) expect(limited.price).toBe(price)
    },
  )
})

describe("contacts", () => {
  test.prop([fc.integer({ min: 1, max: 6 }), fc.array(fc.integer({ min: 0, max: 60 * 60 }), { minLength: 1, maxLength: 60 })])(
    "are allowed exactly when fewer than the limit fell in the 7 days before",
    (most, gaps) => {
      const contacts = newContacts(3, most)
      const allowed: number[] = []
      let minute = 0
      for (const gap of gaps) {
        minute += gap
        const recent = allowed.filter((m) => minute - m < 7 * 24 * 60).length
        expect(isRested(contacts, 1, minute / 60)).toBe(recent < most)
        if (recent >= most) continue
        noteContact(contacts, 1, minute / 60)
        allowed.push(minute)
      }
      expect(isRested(contacts, 0, minute / 60) && isRested(contacts, 2, minute / 60)).toBe(true)
    },
  )
})
