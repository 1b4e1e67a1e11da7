import { render } from "preact"
import { Answer } from "./compare/answer.tsx"
import type { Results } from "./compare/results.ts"
import { Boundary } from "./controls/boundary.tsx"
import { Choose } from "./controls/choose.tsx"
import { Live } from "./controls/live.tsx"
import { followAddress } from "./state/address.ts"
import { followFonts } from "./state/fonts.ts"
import { followTheme } from "./state/theme.ts"
import { called, language, say } from "./text/language.ts"
import "./fonts/fonts.css"
import "./style.css"

/** What `marketlab compare` wrote into this page. */
const written = JSON.parse(document.getElementById("comparison")?.textContent ?? "null") as Results | null

/** A comparison to read, print and hand on: one file that needs nothing else. */
function Report() {
  document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en"
  document.title = [say("report.title"), ...(written ? [called("scenario", written.summary.scenario)] : []), say("lab.title")].join(" · ")
  return (
    <>
      <header class="bar">
        <strong class="brand">{say("lab.title")}</strong>
        <div class="settings">
          <Choose name="language" />
          <Choose name="theme" />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <Boundary>
          <div class="compare">
            <h1>{say("compare.question")}</h1>
            {written ? (
              <>
                <p class="meaning">
                  {called("scenario", written.summary.scenario)} · {say("compare.intro")}
                </p>
                <Answer results={written} />
              </>
            ) : (
              <p class="fault">{say("report.empty")}</p>
            )}
          </div>
        </Boundary>
      </main>
      <Live />
    </>
  )
}

followAddress()
followTheme()
await followFonts()
render(<Report />, document.getElementById("lab") as HTMLElement)
