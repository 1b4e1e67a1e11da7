import { existsSync } from "node:fs"
import bundled from "@sparticuz/chromium"
import { type Browser, chromium } from "playwright-core"

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"]

/** A real Chromium: CHROMIUM_PATH, the system's, or the one that comes inside an npm package. */
export async function launch(): Promise<Browser> {
  const own = [process.env.CHROMIUM_PATH, ...installed].find((path) => path && existsSync(path))
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
  return own
    ? chromium.launch({ executablePath: own, args, headless: true })
    : chromium.launch({ executablePath: await bundled.executablePath(), args: [...bundled.args, ...args], headless: true })
}
