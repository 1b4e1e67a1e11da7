import type { Name } from "../state/properties.ts"
import { isLocked } from "../state/store.ts"
import { say } from "../text/language.ts"

/** What a native control of a property is given: is it locked by a teacher's link, and what that means. */
export function locked(name: Name) {
  return { disabled: isLocked(name), title: isLocked(name) ? say("control.locked") : undefined }
}
