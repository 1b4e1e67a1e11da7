declare module "seedrandom/lib/alea.js" {
  /** Johannes Baagøe's Alea; `double` gives 53 random bits. */
  export default function alea(seed: string): { (): number; double(): number }
}
