; Scopes and what is defined in them, for Helix: a reference gets the colour its definition names.

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

(parameter name: (identifier) @local.definition.variable.parameter)

((parameter name: (identifier) @local.definition.variable.builtin)
  (#eq? @local.definition.variable.builtin "self"))

((parameter
   convention: (convention ["mut" "out" "deinit" "var"])
   name: (identifier) @local.definition.variable.parameter.mutable)
  (#not-eq? @local.definition.variable.parameter.mutable "self"))

((parameter
   convention: (convention ["mut" "out" "deinit" "var"])
   name: (identifier) @local.definition.variable.builtin.mutable)
  (#eq? @local.definition.variable.builtin.mutable "self"))

((type_parameters (parameter name: (identifier) @local.definition.type.parameter))
  (#match? @local.definition.type.parameter "^_*[A-Z]"))

(import_statement name: (module_path . (identifier) @local.definition.namespace))

(import_statement name: (aliased_import alias: (identifier) @local.definition.namespace))

; What `var` and `ref` declare, and the names that the pattern of a case binds: all but those that are
; called. Queries have no recursion; seven levels of brackets, calls and operators are followed.
(_ pattern: (identifier) @local.definition.variable)

(_
  pattern: [
    (tuple (identifier) @local.definition.variable)
    (list (identifier) @local.definition.variable)
    (expression_list (identifier) @local.definition.variable)
    (parenthesized_expression (identifier) @local.definition.variable)
    (binary_operator (identifier) @local.definition.variable)
    (argument_list (identifier) @local.definition.variable)
    (keyword_argument value: (identifier) @local.definition.variable)
  ])

(_
  pattern: (_
    [
      (tuple (identifier) @local.definition.variable)
      (list (identifier) @local.definition.variable)
      (expression_list (identifier) @local.definition.variable)
      (parenthesized_expression (identifier) @local.definition.variable)
      (binary_operator (identifier) @local.definition.variable)
      (argument_list (identifier) @local.definition.variable)
      (keyword_argument value: (identifier) @local.definition.variable)
    ]))

(_
  pattern: (_
    (_
      [
        (tuple (identifier) @local.definition.variable)
        (list (identifier) @local.definition.variable)
        (expression_list (identifier) @local.definition.variable)
        (parenthesized_expression (identifier) @local.definition.variable)
        (binary_operator (identifier) @local.definition.variable)
        (argument_list (identifier) @local.definition.variable)
        (keyword_argument value: (identifier) @local.definition.variable)
      ])))

(_
  pattern: (_
    (_
      (_
        [
          (tuple (identifier) @local.definition.variable)
          (list (identifier) @local.definition.variable)
          (expression_list (identifier) @local.definition.variable)
          (parenthesized_expression (identifier) @local.definition.variable)
          (binary_operator (identifier) @local.definition.variable)
          (argument_list (identifier) @local.definition.variable)
          (keyword_argument value: (identifier) @local.definition.variable)
        ]))))

(_
  pattern: (_
    (_
      (_
        (_
          [
            (tuple (identifier) @local.definition.variable)
            (list (identifier) @local.definition.variable)
            (expression_list (identifier) @local.definition.variable)
            (parenthesized_expression (identifier) @local.definition.variable)
            (binary_operator (identifier) @local.definition.variable)
            (argument_list (identifier) @local.definition.variable)
            (keyword_argument value: (identifier) @local.definition.variable)
          ])))))

(_
  pattern: (_
    (_
      (_
        (_
          (_
            [
              (tuple (identifier) @local.definition.variable)
              (list (identifier) @local.definition.variable)
              (expression_list (identifier) @local.definition.variable)
              (parenthesized_expression (identifier) @local.definition.variable)
              (binary_operator (identifier) @local.definition.variable)
              (argument_list (identifier) @local.definition.variable)
              (keyword_argument value: (identifier) @local.definition.variable)
            ]))))))

(_
  pattern: (_
    (_
      (_
        (_
          (_
            (_
              [
                (tuple (identifier) @local.definition.variable)
                (list (identifier) @local.definition.variable)
                (expression_list (identifier) @local.definition.variable)
                (parenthesized_expression (identifier) @local.definition.variable)
                (binary_operator (identifier) @local.definition.variable)
                (argument_list (identifier) @local.definition.variable)
                (keyword_argument value: (identifier) @local.definition.variable)
              ])))))))

; Targets.
(for_statement
  left: [
    (identifier) @local.definition.variable
    (_ (identifier) @local.definition.variable)
    (_ (tuple (identifier) @local.definition.variable))
  ])

(for_in_clause
  left: [
    (identifier) @local.definition.variable
    (_ (identifier) @local.definition.variable)
    (_ (tuple (identifier) @local.definition.variable))
  ])

(with_item
  alias: [(identifier) @local.definition.variable (_ (identifier) @local.definition.variable)])

(except_clause name: (identifier) @local.definition.variable)

(case_clause alias: (identifier) @local.definition.variable)

(as_pattern alias: (identifier) @local.definition.variable)

; --- references ------------------------------------------------------------------------------

; Members, keywords of calls and names in imports are no expressions, and so no references.
(primary_expression/identifier) @local.reference

(return_type type: (identifier) @local.reference)

(capture name: (identifier) @local.reference)
