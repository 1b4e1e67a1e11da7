/** Settings that make the everyday market small enough for tests: 400 customers, four weeks. */
export const small = ["customers=400", "clock.days=28", "clock.burnIn=28", "clock.runOut=7"]
