import { say } from "../text/language.ts"

export function Compare() {
  return <h1>{say("page.compare")}</h1>
}
