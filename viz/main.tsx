import "./fonts/fonts.css"
import { render } from "preact"
import { App } from "./app.tsx"
import { followAddress } from "./state/address.ts"
import { followTheme } from "./state/theme.ts"
import "./style.css"

followAddress()
followTheme()
render(<App />, document.getElementById("lab") as HTMLElement)
