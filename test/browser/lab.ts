import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core"
import { root } from "../../bench/node/files.ts"
import { type Site, serve } from "../../bench/node/site.ts"
import { launch } from "./chromium.ts"

/** The built lab, served, and a browser that reaches nothing else. */
export interface Lab {
  /** Where it is served, such as http://127.0.0.1:4173/ */
  readonly address: string
  open(fragment?: string, options?: VisitOptions): Promise<Visit>
  close(): Promise<void>
}

export interface VisitOptions extends BrowserContextOptions {
  /** In place of the served page: another of the site, or a file. */
  url?: string
  /** Run in the page before its own scripts. */
  before?: string
  /** Addresses of files that cannot be had. */
  missing?: RegExp
  /** Addresses of scripts that throw. */
  broken?: RegExp
}

export interface Visit {
  page: Page
  /** Errors of console and page, and requests that left the site: none is right. */
  complaints: string[]
  close(): Promise<void>
}

/** @param flags of Chromium, further ones */
export async function lab(flags: readonly string[] = []): Promise<Lab> {
  const [site, browser] = await Promise.all([serve(join(root, "dist/lab"), 0), launch(flags)])
  return {
    address: site.address,
    open: (fragment = "", options = {}) => visit(site, browser, fragment, options),
    close: async () => {
      await browser.close()
      await site.close()
    },
  }
}

async function visit(
  site: Site,
  browser: Browser,
  fragment: string,
  { url = site.address, before, missing, broken, ...options }: VisitOptions,
): Promise<Visit> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1024, height: 768 }, ...options })
  const complaints: string[] = []
  await context.route("**/*", (route) => {
    const to = route.request().url()
    if (missing?.test(to)) return route.abort()
    if (broken?.test(to)) return route.fulfill({ contentType: "text/javascript", body: "throw new Error('this script is broken')" })
    if (to.startsWith(site.address) || /^(file|blob|data):/.test(to)) return route.continue()
    complaints.push(`request to ${to}`)
    return route.abort()
  })
  if (before) await context.addInitScript(before)
  const page = await context.newPage()
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()))
  page.on("pageerror", (error) => complaints.push(String(error)))
  await page.goto(fragment ? `${url}#${fragment}` : url)
  if (!missing) await page.locator("main h1").first().waitFor()
  return { page, complaints, close: () => context.close() }
}

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js")

/** A market so small that it is played in no time, as the address tells it. */
export const tiny = `settings=${encodeURIComponent("customers=1000\nweight=20\nclock.days=28\nclock.burnIn=28\nclock.runOut=14\nbudget=300000")}`

/** Waits until Watch shows two markets. */
export async function picture(page: Page): Promise<void> {
  await page.locator("main canvas").waitFor()
  await page.locator(".warming").waitFor({ state: "detached" })
}

/** Waits until Watch has computed the run to its end and drawn every figure. */
export async function settled(page: Page): Promise<void> {
  await picture(page)
  await page.waitForFunction(() => {
    const place = document.querySelector("input[type=range]")?.getAttribute("style") ?? ""
    return /: *100%/.test(place) && !document.querySelector(".awaited") && document.querySelectorAll("figure svg").length >= 4
  })
}

/** What a button saves, as text. */
export async function saved(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()])
  return readFileSync(await download.path(), "utf8")
}

/** The digest of the run on view, which every figure's file holds once the run has ended. */
export async function digestOf({ open }: Lab, options: VisitOptions = {}): Promise<string> {
  const { page, close } = await open(`v=1&${tiny}`, options)
  await picture(page)
  for (;;) {
    const digest = /^# digest: (\S+)$/m.exec(await saved(page, page.getByRole("button", { name: /CSV/ }).first()))?.[1]
    if (digest) {
      await close()
      return digest
    }
  }
}

/** What axe-core finds on a page as it stands, one line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe })
  return page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }
    ).axe.run()
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)} ${failureSummary ?? ""}`))
  })
}
