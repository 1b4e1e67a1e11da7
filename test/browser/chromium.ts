import { existsSync } from "node:fs"
import bundled from "@sparticuz/chromium"
import { type Browser, chromium } from "playwright-core"

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"]

/**
 * A real Chromium, with threads and the web's own limits: CHROMIUM_PATH, the system's, or the one that comes inside an npm package.
 * @param flags of the command line, further ones
 */
export async function launch(flags: readonly string[] = []): Promise<Browser> {
  const own = [process.env.CHROMIUM_PATH, ...installed].find((path) => path && existsSync(path))
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--font-render-hinting=none", ...flags]
  return chromium.launch({ executablePath: own ?? (await bundled.executablePath()), args, headless: true })
}
