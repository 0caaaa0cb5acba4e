; Scopes, definitions and references in the names of the tree-sitter command line: what is not better
; coloured by its use in ../locals.scm, that is parameters and variables.
; Written by server/tools/generate_editor_queries.py.

; --- scopes ----------------------------------------------------------------------------------

; A suite is a scope; so is what shares a target or a pattern with its suite.
[
  (module)
  (function_definition)
  (lambda)
  (struct_definition)
  (trait_definition)
  (extension_definition)
  (enum_definition)
  (block)
  (if_statement)
  (elif_clause)
  (while_statement)
  (for_statement)
  (with_statement)
  (except_clause)
  (case_clause)
  (mlir_region)
  (list_comprehension)
  (set_comprehension)
  (dictionary_comprehension)
] @local.scope

; --- definitions -----------------------------------------------------------------------------

(parameter name: (identifier) @local.definition)

(mlir_region ["(" ","] . (identifier) @local.definition . ":")

(let_declaration
  name: [
    (identifier) @local.definition
    (expression_list (identifier) @local.definition)
  ])

; What `var` and `ref` declare, and the names that the pattern of a case binds: all but those that are
; called. Queries have no recursion; seven levels of brackets, calls and operators are followed.
(_ pattern: (identifier) @local.definition)

(_
  pattern: [
    (tuple (identifier) @local.definition)
    (list (identifier) @local.definition)
    (expression_list (identifier) @local.definition)
    (parenthesized_expression (identifier) @local.definition)
    (binary_operator (identifier) @local.definition)
    (argument_list (identifier) @local.definition)
    (keyword_argument value: (identifier) @local.definition)
  ])

(_
  pattern: (_
    [
      (tuple (identifier) @local.definition)
      (list (identifier) @local.definition)
      (expression_list (identifier) @local.definition)
      (parenthesized_expression (identifier) @local.definition)
      (binary_operator (identifier) @local.definition)
      (argument_list (identifier) @local.definition)
      (keyword_argument value: (identifier) @local.definition)
    ]))

(_
  pattern: (_
    (_
      [
        (tuple (identifier) @local.definition)
        (list (identifier) @local.definition)
        (expression_list (identifier) @local.definition)
        (parenthesized_expression (identifier) @local.definition)
        (binary_operator (identifier) @local.definition)
        (argument_list (identifier) @local.definition)
        (keyword_argument value: (identifier) @local.definition)
      ])))

(_
  pattern: (_
    (_
      (_
        [
          (tuple (identifier) @local.definition)
          (list (identifier) @local.definition)
          (expression_list (identifier) @local.definition)
          (parenthesized_expression (identifier) @local.definition)
          (binary_operator (identifier) @local.definition)
          (argument_list (identifier) @local.definition)
          (keyword_argument value: (identifier) @local.definition)
        ]))))

(_
  pattern: (_
    (_
      (_
        (_
          [
            (tuple (identifier) @local.definition)
            (list (identifier) @local.definition)
            (expression_list (identifier) @local.definition)
            (parenthesized_expression (identifier) @local.definition)
            (binary_operator (identifier) @local.definition)
            (argument_list (identifier) @local.definition)
            (keyword_argument value: (identifier) @local.definition)
          ])))))

(_
  pattern: (_
    (_
      (_
        (_
          (_
            [
              (tuple (identifier) @local.definition)
              (list (identifier) @local.definition)
              (expression_list (identifier) @local.definition)
              (parenthesized_expression (identifier) @local.definition)
              (binary_operator (identifier) @local.definition)
              (argument_list (identifier) @local.definition)
              (keyword_argument value: (identifier) @local.definition)
            ]))))))

(_
  pattern: (_
    (_
      (_
        (_
          (_
            (_
              [
                (tuple (identifier) @local.definition)
                (list (identifier) @local.definition)
                (expression_list (identifier) @local.definition)
                (parenthesized_expression (identifier) @local.definition)
                (binary_operator (identifier) @local.definition)
                (argument_list (identifier) @local.definition)
                (keyword_argument value: (identifier) @local.definition)
              ])))))))

; Targets.
(for_statement
  left: [
    (identifier) @local.definition
    (_ (identifier) @local.definition)
    (_ (tuple (identifier) @local.definition))
  ])

(for_in_clause
  left: [
    (identifier) @local.definition
    (_ (identifier) @local.definition)
    (_ (tuple (identifier) @local.definition))
  ])

(with_item
  alias: [
    (identifier) @local.definition
    (_ (identifier) @local.definition)
  ])

(except_clause name: (identifier) @local.definition)

(case_clause alias: (identifier) @local.definition)

(as_pattern alias: (identifier) @local.definition)

; --- references ------------------------------------------------------------------------------

; Members, keywords of calls and names in imports are no expressions, and so no references.
(primary_expression/identifier) @local.reference

(return_type type: (identifier) @local.reference)

(capture name: (identifier) @local.reference)
