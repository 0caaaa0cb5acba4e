; Indentation for Helix. `@extend` keeps a suite open for the deeper lines below it.

[
  (function_definition)
  (struct_definition)
  (trait_definition)
  (extension_definition)
  (enum_definition)
  (if_statement)
  (while_statement)
  (for_statement)
  (try_statement)
  (with_statement)
  (match_statement)
  (case_clause)
  (mlir_region)
] @indent @extend

[
  (elif_clause)
  (else_clause)
  (except_clause)
  (finally_clause)
] @extend

[
  (argument_list)
  (parameters)
  (type_parameters)
  (base_list)
  (origin_list)
  (capture_list)
  (parenthesized_expression)
  (tuple)
  (list)
  (list_comprehension)
  (set)
  (set_comprehension)
  (dictionary)
  (dictionary_comprehension)
  (subscript)
  (import_from_statement)
] @indent

; A deeper line continues its statement.
[
  (binary_operator)
  (boolean_operator)
  (comparison_operator)
  (conditional_expression)
  (concatenated_string)
  (attribute)
] @indent

[
  (return_statement)
  (raise_statement)
  (break_statement)
  (continue_statement)
  (pass_statement)
] @extend.prevent-once

[")" "]" "}"] @outdent

(elif_clause "elif" @outdent)

(else_clause "else" @outdent)

(except_clause "except" @outdent)

(finally_clause "finally" @outdent)

; Lines inside a string over several lines are its content.
(string) @opaque
