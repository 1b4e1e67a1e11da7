import { withText } from "./pngText.ts"
import { type Provenance, parse, print } from "./provenance.ts"

/** Under which keyword a PNG holds its provenance. */
export const KEYWORD = "marketlab"

const SVG = "http://www.w3.org/2000/svg"

/** A drawn figure as the text of a file of its own: its provenance inside as <metadata>, what is seen as <title>. @param style further rules */
export function svgText(svg: SVGSVGElement, provenance: Provenance, style = ""): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const element = (name: string, text: string) => {
    const made = svg.ownerDocument.createElementNS(SVG, name)
    made.textContent = text
    return made
  }
  if (style) copy.prepend(element("style", style))
  copy.prepend(element("title", svg.getAttribute("aria-label") ?? ""), element("metadata", print(provenance)))
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`
}

/** The provenance of a text that `svgText` made; undefined: none. */
export function provenanceOfSvg(text: string): Provenance | undefined {
  return parse(new DOMParser().parseFromString(text, "image/svg+xml").querySelector("metadata")?.textContent ?? "")
}

/** A drawn figure as a PNG, `scale` dots a CSS pixel, its provenance inside. @throws Error where the browser cannot draw it */
export async function png(svg: SVGSVGElement, provenance: Provenance, scale = 2): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = svg.viewBox.baseVal
  const image = new Image(width, height)
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg, provenance, await fontFaces()))}`
  await image.decode()
  const canvas = document.createElement("canvas")
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext("2d")
  if (!context) throw new Error("expected a canvas to draw on; found none")
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"))
  if (!blob) throw new Error("expected a canvas that can be saved; found one too large")
  return withText(new Uint8Array(await blob.arrayBuffer()), KEYWORD, print(provenance))
}

/** The page's own fonts as rules that need no page: a picture that becomes an image sees no others. */
async function fontFaces(): Promise<string> {
  const faces = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => ({ sheet, rule })),
  )
  const inlined = await Promise.all(
    faces.map(async ({ sheet, rule }) => {
      const url = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"))?.[1]
      if (!url) return ""
      const blob = await (await fetch(new URL(url, sheet.href ?? location.href))).blob()
      return `@font-face{font-family:${rule.style.getPropertyValue("font-family")};src:url("${await dataUrl(blob)}")}`
    }),
  ).catch(() => []) // what cannot be fetched is drawn in the system's fonts
  return inlined.join("")
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}
