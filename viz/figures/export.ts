import { withText } from "./pngText.ts"
import { type Provenance, parse, print } from "./provenance.ts"

/** Under which keyword a PNG holds its provenance. */
export const KEYWORD = "marketlab"

const SVG = "http://www.w3.org/2000/svg"

/** A drawn figure as the text of a file of its own: its provenance inside as <metadata>, what is seen as <title>. */
export function svgText(svg: SVGSVGElement, provenance: Provenance): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const element = (name: string, text: string) => {
    const made = svg.ownerDocument.createElementNS(SVG, name)
    made.textContent = text
    return made
  }
  copy.prepend(element("title", svg.getAttribute("aria-label") ?? ""), element("metadata", print(provenance)))
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`
}

/** The provenance of a text that `svgText` made; undefined: none. */
export function provenanceOfSvg(text: string): Provenance | undefined {
  return parse(new DOMParser().parseFromString(text, "image/svg+xml").querySelector("metadata")?.textContent ?? "")
}

/** A figure that stands in the page as a PNG, `scale` dots a CSS pixel, its provenance inside. @throws Error where the browser cannot draw it */
export async function png(svg: SVGSVGElement, provenance: Provenance, scale = 2): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = svg.viewBox.baseVal
  const shapes = svg.cloneNode(true) as SVGSVGElement
  for (const text of shapes.querySelectorAll("text")) text.remove()
  const image = new Image(width, height)
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(shapes, provenance))}`
  await image.decode()
  const canvas = document.createElement("canvas")
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext("2d")
  if (!context) throw new Error("expected a canvas to draw on; found none")
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  writeTexts(context, svg, scale)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"))
  if (!blob) throw new Error("expected a canvas that can be saved; found one too large")
  return withText(new Uint8Array(await blob.arrayBuffer()), KEYWORD, print(provenance))
}

/** Writes a figure's texts where they stand, in the page's own fonts: an image of the figure would not have them. */
function writeTexts(context: CanvasRenderingContext2D, svg: SVGSVGElement, scale: number): void {
  for (const part of svg.querySelectorAll<SVGTextContentElement>("text, tspan")) {
    const words = part.textContent ?? ""
    const place = part.getCTM()
    if (part.querySelector("tspan") || words.trim() === "" || !place) continue
    const { fontStyle, fontWeight, fontSize, fontFamily, fill, stroke, strokeWidth, opacity, fillOpacity } = getComputedStyle(part)
    const { x, y } = part.getStartPositionOfChar(0)
    context.setTransform(scale * place.a, scale * place.b, scale * place.c, scale * place.d, scale * place.e, scale * place.f)
    context.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`
    context.globalAlpha = Number(opacity)
    if (stroke !== "none") {
      context.strokeStyle = stroke
      context.lineWidth = Number.parseFloat(strokeWidth)
      context.lineJoin = "round"
      context.strokeText(words, x, y)
    }
    context.globalAlpha *= Number(fillOpacity)
    context.fillStyle = fill
    if (fill !== "none") context.fillText(words, x, y)
  }
}
