import { Boundary } from "./controls/boundary.tsx"
import { Choose } from "./controls/choose.tsx"
import { Faults } from "./controls/faults.tsx"
import { later } from "./controls/later.tsx"
import { Live } from "./controls/live.tsx"
import { Watch } from "./pages/watch.tsx"
import { complaints } from "./state/address.ts"
import { properties, type Value } from "./state/properties.ts"
import { get, set } from "./state/store.ts"
import { language, say } from "./text/language.ts"

const pages: Readonly<Record<Value<"page">, () => preact.JSX.Element>> = {
  watch: Watch,
  compare: later(
    async () => (await import("./pages/compare.tsx")).Compare,
    () => <h1>{say("page.compare")}</h1>,
  ),
}

/** The frame that every page stands in. */
export function App() {
  const Page = pages[get("page")]
  document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en"
  document.title = `${say(`page.${get("page")}`)} · ${say("lab.title")}`
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        {say("lab.skip")}
      </button>
      <header class="bar">
        <strong class="brand">{say("lab.title")}</strong>
        <nav aria-label={say("lab.pages")}>
          {properties.page.choices.map((page) => (
            <button type="button" key={page} aria-current={get("page") === page ? "page" : undefined} onClick={() => set("page", page)}>
              {say(`page.${page}`)}
            </button>
          ))}
        </nav>
        <div class="settings">
          <Choose name="language" />
          <Choose name="theme" />
        </div>
      </header>
      {complaints.value.length > 0 && (
        <div class="complaints" role="alert">
          <p>{say("complaint.title")}:</p>
          <ul>
            {complaints.value.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <button type="button" onClick={() => (complaints.value = [])}>
            {say("complaint.dismiss")}
          </button>
        </div>
      )}
      <Faults />
      <main id="main" tabIndex={-1}>
        <Boundary key={get("page")}>
          <Page />
        </Boundary>
      </main>
      {location.protocol !== "file:" && (
        <footer class="notebooks">
          {say("lab.notebooks")}: <a href="./notebooks/tour.html">{say("notebook.tour")}</a>{" "}
          <a href="./notebooks/rules-against-prediction.html">{say("notebook.rules")}</a>
        </footer>
      )}
      <Live />
    </>
  )
}
