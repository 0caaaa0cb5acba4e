; Indentation for Zed. Suites go by the patterns of config.toml; here are the brackets, the lines that
; continue a statement, and where a suite starts, for the words that end it.

(_ "[" "]" @end) @indent

(_ "{" "}" @end) @indent

(_ "(" ")" @end) @indent

[
  (binary_operator)
  (boolean_operator)
  (comparison_operator)
  (conditional_expression)
  (concatenated_string)
  (attribute)
] @indent

(function_definition) @start.def

(struct_definition) @start.struct

(trait_definition) @start.trait

(enum_definition) @start.enum

(extension_definition) @start.extension

(if_statement) @start.if

(elif_clause) @start.elif

(else_clause) @start.else

(for_statement) @start.for

(while_statement) @start.while

(with_statement) @start.with

(match_statement) @start.match

(case_clause) @start.case

(try_statement) @start.try

(except_clause) @start.except

(finally_clause) @start.finally
