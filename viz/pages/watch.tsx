import { say } from "../text/language.ts"

export function Watch() {
  return <h1>{say("page.watch")}</h1>
}
