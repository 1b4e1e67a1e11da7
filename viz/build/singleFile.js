/**
 * A Vite plugin that puts a page's script and style sheet into the page itself, which then opens from a file.
 * Everything else has to be inlined before: assets by `assetsInlineLimit`, chunks by `codeSplitting: false`, workers by `?worker&inline`.
 * @param licences of what the page holds: text that stays with it
 */
export function singleFile(licences) {
  return {
    name: "marketlab:single-file",
    enforce: "post",
    generateBundle(_, bundle) {
      const pages = Object.values(bundle).filter(({ fileName }) => fileName.endsWith(".html"))
      for (const page of pages) {
        page.source = String(page.source)
          .replace("</body>", () => `<script type="text/plain" id="licences">\n${script(licences)}</script>\n</body>`)
          .replace(/<script\b[^>]*\bsrc="\.?\/?([^"]+)"[^>]*><\/script>/g, (_, file) => `<script type="module">${script(taken(file).code)}</script>`)
          .replace(/<link\b[^>]*\brel="stylesheet"[^>]*\bhref="\.?\/?([^"]+)"[^>]*>/g, (_, file) => `<style>${taken(file).source}</style>`)
      }
      const left = Object.keys(bundle).filter((file) => !file.endsWith(".html"))
      if (left.length > 0) this.error(`a page of one file leaves nothing beside it; found ${left.join(", ")}`)

      function taken(file) {
        const found = bundle[file]
        delete bundle[file]
        return found
      }
    },
  }
}

/** What ends a script element early is written otherwise; it means the same within the literals that it stands in. */
function script(code) {
  return code.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--")
}
