import * as factories from "../node_modules/mathjs/lib/esm/factoriesNumber.js"

/**
 * What the lab takes of mathjs in the place of all of it: the parser with the nodes that it makes, and nothing that computes with them.
 * A seventh of the size; a test holds the two to the same trees and the same complaints.
 */

type Signatures = Readonly<Record<string, (...args: unknown[]) => unknown>>

const notHere = () => {
  throw new Error("nothing is computed by mathjs here")
}

/** mathjs dispatches by the types of all arguments and converts between them; the parser needs the plain types of JavaScript alone. */
const typed = Object.assign(
  (_name: string, signatures: Signatures) =>
    (...args: unknown[]) =>
      (signatures[args.map((arg) => typeof arg).join(", ")] as Signatures[string])(...args),
  { addConversion: () => {}, referToSelf: () => notHere },
)

const scope: Record<string, unknown> = { typed, math: {}, mathWithTransform: {}, subset: notHere, size: notHere, ResultSet: notHere, isBounded: notHere }
scope.config = { number: "number", numberFallback: "number" }
scope.number = factories.createNumber(scope)
scope.numeric = factories.createNumeric(scope)
scope.Node = factories.createNode(scope)
scope.AccessorNode = factories.createAccessorNode(scope)
scope.ArrayNode = factories.createArrayNode(scope)
scope.AssignmentNode = factories.createAssignmentNode(scope)
scope.BlockNode = factories.createBlockNode(scope)
scope.ConditionalNode = factories.createConditionalNode(scope)
scope.ConstantNode = factories.createConstantNode(scope)
scope.FunctionAssignmentNode = factories.createFunctionAssignmentNode(scope)
scope.SymbolNode = factories.createSymbolNode(scope)
scope.FunctionNode = factories.createFunctionNode(scope)
scope.IndexNode = factories.createIndexNode(scope)
scope.ObjectNode = factories.createObjectNode(scope)
scope.OperatorNode = factories.createOperatorNode(scope)
scope.ParenthesisNode = factories.createParenthesisNode(scope)
scope.RangeNode = factories.createRangeNode(scope)
scope.RelationalNode = factories.createRelationalNode(scope)

export default { parse: factories.createParse(scope) as unknown as (text: string) => import("mathjs").MathNode }
