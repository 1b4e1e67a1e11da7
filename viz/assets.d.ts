/// <reference types="vite/client" />

/** mathjs' parts, each made from what it depends on. */
declare module "*/factoriesNumber.js" {
  type Factory = (scope: Readonly<Record<string, unknown>>) => unknown
  export const createNumber: Factory
  export const createNumeric: Factory
  export const createNode: Factory
  export const createAccessorNode: Factory
  export const createArrayNode: Factory
  export const createAssignmentNode: Factory
  export const createBlockNode: Factory
  export const createConditionalNode: Factory
  export const createConstantNode: Factory
  export const createFunctionAssignmentNode: Factory
  export const createSymbolNode: Factory
  export const createFunctionNode: Factory
  export const createIndexNode: Factory
  export const createObjectNode: Factory
  export const createOperatorNode: Factory
  export const createParenthesisNode: Factory
  export const createRangeNode: Factory
  export const createRelationalNode: Factory
  export const createParse: Factory
}
