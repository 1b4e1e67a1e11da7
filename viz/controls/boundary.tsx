import { Component, type ComponentChildren } from "preact"
import { startAfresh } from "../state/store.ts"
import { say } from "../text/language.ts"

/** Never a blank page: a fault in what it holds becomes a message and two ways on. */
export class Boundary extends Component<{ children: ComponentChildren }, { fault?: Error }> {
  static override getDerivedStateFromError(fault: Error) {
    return { fault }
  }

  override render() {
    const { fault } = this.state
    if (!fault) return this.props.children
    return (
      <section class="fault" role="alert">
        <h1>{say("fault.title")}</h1>
        <p>{String(fault.message ?? fault)}</p>
        <button type="button" onClick={() => this.setState({ fault: undefined as never })}>
          {say("fault.again")}
        </button>
        <button
          type="button"
          onClick={() => {
            startAfresh()
            this.setState({ fault: undefined as never })
          }}
        >
          {say("fault.fresh")}
        </button>
      </section>
    )
  }
}
