export interface Line {
  intercept: number
  slope: number
}

/** Weighted least-squares line y = intercept + slope x. Weisberg, "Applied Linear Regression" (2014), §7.1. At least two distinct x. */
export function weightedLine(points: readonly { x: number; y: number; weight: number }[]): Line {
  const total = points.reduce((sum, { weight }) => sum + weight, 0)
  const meanX = points.reduce((sum, { x, weight }) => sum + x * weight, 0) / total
  const meanY = points.reduce((sum, { y, weight }) => sum + y * weight, 0) / total
  const sxx = points.reduce((sum, { x, weight }) => sum + weight * (x - meanX) ** 2, 0)
  const sxy = points.reduce((sum, { x, y, weight }) => sum + weight * (x - meanX) * (y - meanY), 0)
  const slope = sxy / sxx
  return { intercept: meanY - slope * meanX, slope }
}
