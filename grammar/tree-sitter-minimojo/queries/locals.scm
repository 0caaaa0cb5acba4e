; Scopes, definitions and references, in the names of Neovim.

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

((function_definition name: (identifier) @local.definition.function)
  (#set! definition.function.scope "parent"))

((_
   ["struct" "trait" "__extension" "__enum"]
   body: (block
     [
       (function_definition name: (identifier) @local.definition.method)
       (decorated_definition
         definition: (function_definition name: (identifier) @local.definition.method))
     ]))
  (#set! definition.method.scope "parent"))

([
   (struct_definition name: (identifier) @local.definition.type)
   (trait_definition name: (identifier) @local.definition.type)
   (enum_definition name: (identifier) @local.definition.type)
 ]
  (#set! definition.type.scope "parent"))

(parameter name: (identifier) @local.definition.parameter)

(mlir_region ["(" ","] . (identifier) @local.definition.parameter . ":")

(field_declaration name: (identifier) @local.definition.field)

(enum_case name: (identifier) @local.definition.constant)

(comptime_declaration name: (identifier) @local.definition.constant)

(comptime_declaration left: (_ (identifier) @local.definition.constant))

(alias_declaration name: (identifier) @local.definition.constant)

(let_declaration
  name: [
    (identifier) @local.definition.var
    (expression_list (identifier) @local.definition.var)
  ])

; `import a.b` defines `a`.
(import_statement name: (module_path . (identifier) @local.definition.import))

(import_from_statement name: (module_path (identifier) @local.definition.import))

(aliased_import alias: (identifier) @local.definition.import)

; What `var` and `ref` declare, and the names that the pattern of a case binds: all but those that are
; called. Queries have no recursion; seven levels of brackets, calls and operators are followed.
(_ pattern: (identifier) @local.definition.var)

(_
  pattern: [
    (tuple (identifier) @local.definition.var)
    (list (identifier) @local.definition.var)
    (expression_list (identifier) @local.definition.var)
    (parenthesized_expression (identifier) @local.definition.var)
    (binary_operator (identifier) @local.definition.var)
    (argument_list (identifier) @local.definition.var)
    (keyword_argument value: (identifier) @local.definition.var)
  ])

(_
  pattern: (_
    [
      (tuple (identifier) @local.definition.var)
      (list (identifier) @local.definition.var)
      (expression_list (identifier) @local.definition.var)
      (parenthesized_expression (identifier) @local.definition.var)
      (binary_operator (identifier) @local.definition.var)
      (argument_list (identifier) @local.definition.var)
      (keyword_argument value: (identifier) @local.definition.var)
    ]))

(_
  pattern: (_
    (_
      [
        (tuple (identifier) @local.definition.var)
        (list (identifier) @local.definition.var)
        (expression_list (identifier) @local.definition.var)
        (parenthesized_expression (identifier) @local.definition.var)
        (binary_operator (identifier) @local.definition.var)
        (argument_list (identifier) @local.definition.var)
        (keyword_argument value: (identifier) @local.definition.var)
      ])))

(_
  pattern: (_
    (_
      (_
        [
          (tuple (identifier) @local.definition.var)
          (list (identifier) @local.definition.var)
          (expression_list (identifier) @local.definition.var)
          (parenthesized_expression (identifier) @local.definition.var)
          (binary_operator (identifier) @local.definition.var)
          (argument_list (identifier) @local.definition.var)
          (keyword_argument value: (identifier) @local.definition.var)
        ]))))

(_
  pattern: (_
    (_
      (_
        (_
          [
            (tuple (identifier) @local.definition.var)
            (list (identifier) @local.definition.var)
            (expression_list (identifier) @local.definition.var)
            (parenthesized_expression (identifier) @local.definition.var)
            (binary_operator (identifier) @local.definition.var)
            (argument_list (identifier) @local.definition.var)
            (keyword_argument value: (identifier) @local.definition.var)
          ])))))

(_
  pattern: (_
    (_
      (_
        (_
          (_
            [
              (tuple (identifier) @local.definition.var)
              (list (identifier) @local.definition.var)
              (expression_list (identifier) @local.definition.var)
              (parenthesized_expression (identifier) @local.definition.var)
              (binary_operator (identifier) @local.definition.var)
              (argument_list (identifier) @local.definition.var)
              (keyword_argument value: (identifier) @local.definition.var)
            ]))))))

(_
  pattern: (_
    (_
      (_
        (_
          (_
            (_
              [
                (tuple (identifier) @local.definition.var)
                (list (identifier) @local.definition.var)
                (expression_list (identifier) @local.definition.var)
                (parenthesized_expression (identifier) @local.definition.var)
                (binary_operator (identifier) @local.definition.var)
                (argument_list (identifier) @local.definition.var)
                (keyword_argument value: (identifier) @local.definition.var)
              ])))))))

; Targets.
(for_statement
  left: [
    (identifier) @local.definition.var
    (_ (identifier) @local.definition.var)
    (_ (tuple (identifier) @local.definition.var))
  ])

(for_in_clause
  left: [
    (identifier) @local.definition.var
    (_ (identifier) @local.definition.var)
    (_ (tuple (identifier) @local.definition.var))
  ])

(with_item
  alias: [
    (identifier) @local.definition.var
    (_ (identifier) @local.definition.var)
  ])

(except_clause name: (identifier) @local.definition.var)

(case_clause alias: (identifier) @local.definition.var)

(as_pattern alias: (identifier) @local.definition.var)

; --- references ------------------------------------------------------------------------------

; Members, keywords of calls and names in imports are no expressions, and so no references.
(primary_expression/identifier) @local.reference

(return_type type: (identifier) @local.reference)

(capture name: (identifier) @local.reference)
