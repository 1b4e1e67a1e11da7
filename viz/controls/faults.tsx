import { faults } from "../state/faults.ts"
import { say } from "../text/language.ts"

/** Faults that nothing else caught, with two ways on. */
export function Faults() {
  if (faults.value.length === 0) return null
  return (
    <section class="fault" role="alert">
      <h2>{say("fault.title")}</h2>
      <ul>
        {faults.value.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <button type="button" onClick={() => location.reload()}>
        {say("fault.reload")}
      </button>
      <button type="button" onClick={() => (faults.value = [])}>
        {say("complaint.dismiss")}
      </button>
    </section>
  )
}
