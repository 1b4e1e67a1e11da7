import "./fonts/fonts.css"
import { render } from "preact"
import { App } from "./app.tsx"
import { followAddress } from "./state/address.ts"
import { followFaults } from "./state/faults.ts"
import { followFonts } from "./state/fonts.ts"
import { followTheme } from "./state/theme.ts"
import "./style.css"

followFaults()
followAddress()
followTheme()
await followFonts()
const lab = document.getElementById("lab") as HTMLElement
lab.replaceChildren()
render(<App />, lab)
