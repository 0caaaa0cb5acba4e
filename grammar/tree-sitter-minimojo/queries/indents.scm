; Indentation for Neovim (nvim-treesitter). A suite is indented from the line its statement starts
; on; brackets hang or align; a line that continues a statement is indented once.

; --- suites ----------------------------------------------------------------------------------

([
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
 ] @indent.begin
  (#set! indent.immediate 1))

[
  (elif_clause)
  (else_clause)
  (except_clause)
  (finally_clause)
] @indent.branch

; --- continued lines -------------------------------------------------------------------------

; An operation that is a whole side of a statement. Inside brackets the bracket indents already, and
; a begin for every statement would indent the second bracket of `f[⏎ … ⏎](⏎ … ⏎)` twice.
(expression_statement
  [
    (binary_operator) @indent.begin
    (boolean_operator) @indent.begin
    (comparison_operator) @indent.begin
    (conditional_expression) @indent.begin
    (concatenated_string) @indent.begin
    (attribute) @indent.begin
    (call function: (attribute) @indent.begin)
    (transfer value: (call function: (attribute) @indent.begin))
  ])

(assignment
  right: [
    (binary_operator) @indent.begin
    (boolean_operator) @indent.begin
    (comparison_operator) @indent.begin
    (conditional_expression) @indent.begin
    (concatenated_string) @indent.begin
    (attribute) @indent.begin
    (call function: (attribute) @indent.begin)
    (transfer value: (call function: (attribute) @indent.begin))
  ])

(augmented_assignment
  right: [
    (binary_operator) @indent.begin
    (boolean_operator) @indent.begin
    (comparison_operator) @indent.begin
    (conditional_expression) @indent.begin
    (concatenated_string) @indent.begin
    (attribute) @indent.begin
    (call function: (attribute) @indent.begin)
    (transfer value: (call function: (attribute) @indent.begin))
  ])

(comptime_declaration
  value: [
    (binary_operator) @indent.begin
    (boolean_operator) @indent.begin
    (comparison_operator) @indent.begin
    (conditional_expression) @indent.begin
    (concatenated_string) @indent.begin
    (attribute) @indent.begin
    (call function: (attribute) @indent.begin)
    (transfer value: (call function: (attribute) @indent.begin))
  ])

(return_statement
  value: [
    (binary_operator) @indent.begin
    (boolean_operator) @indent.begin
    (comparison_operator) @indent.begin
    (conditional_expression) @indent.begin
    (concatenated_string) @indent.begin
    (attribute) @indent.begin
    (call function: (attribute) @indent.begin)
    (transfer value: (call function: (attribute) @indent.begin))
  ])

(raise_statement
  value: [
    (binary_operator) @indent.begin
    (boolean_operator) @indent.begin
    (comparison_operator) @indent.begin
    (conditional_expression) @indent.begin
    (concatenated_string) @indent.begin
    (attribute) @indent.begin
    (call function: (attribute) @indent.begin)
    (transfer value: (call function: (attribute) @indent.begin))
  ])

(import_from_statement) @indent.begin

; --- brackets --------------------------------------------------------------------------------

([
   (argument_list ")" @_close)
   (parameters ")" @_close)
   (base_list ")" @_close)
   (parenthesized_expression ")" @_close)
   (tuple ")" @_close)
 ] @indent.align
  (#not-eq? @_close "")
  (#set! indent.open_delimiter "(")
  (#set! indent.close_delimiter ")"))

([
   (type_parameters "]" @_close)
   (list "]" @_close)
   (list_comprehension "]" @_close)
   (origin_list "]" @_close)
 ] @indent.align
  (#not-eq? @_close "")
  (#set! indent.open_delimiter "[")
  (#set! indent.close_delimiter "]"))

([
   (capture_list "}" @_close)
   (set "}" @_close)
   (set_comprehension "}" @_close)
   (dictionary "}" @_close)
   (dictionary_comprehension "}" @_close)
 ] @indent.align
  (#not-eq? @_close "")
  (#set! indent.open_delimiter "{")
  (#set! indent.close_delimiter "}"))

; Brackets that are not closed yet: the parser has closed them itself, with nothing.
([
   (argument_list ")" @_close)
   (parameters ")" @_close)
   (base_list ")" @_close)
   (parenthesized_expression ")" @_close)
   (tuple ")" @_close)
   (type_parameters "]" @_close)
   (list "]" @_close)
   (list_comprehension "]" @_close)
   (origin_list "]" @_close)
   (capture_list "}" @_close)
   (set "}" @_close)
   (set_comprehension "}" @_close)
   (dictionary "}" @_close)
   (dictionary_comprehension "}" @_close)
 ] @indent.begin
  (#eq? @_close ""))

; A chain of members over several lines has no bracket to align with.
((subscript value: (_) @_value) @indent.align
  (#not-lua-match? @_value "\n")
  (#set! indent.open_delimiter "[")
  (#set! indent.close_delimiter "]"))

; The brackets of a header after something of several lines: the header indents them already.
(function_definition
  (_) @_earlier
  parameters: (parameters) @indent.dedent
  (#lua-match? @_earlier "\n"))

(function_definition
  (_) @_earlier
  return_type: (return_type type: (subscript) @indent.dedent)
  (#lua-match? @_earlier "\n"))

(function_definition
  (_) @_earlier
  where: (where_clause
    condition: [
      (_ arguments: (argument_list) @indent.dedent)
      (boolean_operator (_ arguments: (argument_list) @indent.dedent))
    ])
  (#lua-match? @_earlier "\n"))

(function_definition
  (_) @_earlier
  where: (where_clause condition: (parenthesized_expression) @indent.dedent)
  (#lua-match? @_earlier "\n"))

(struct_definition
  (_) @_earlier
  bases: (base_list) @indent.dedent
  (#lua-match? @_earlier "\n"))

; In the condition of an `elif` too, by the `if` it belongs to.
(elif_clause
  condition: [
    (parenthesized_expression) @indent.dedent
    (subscript) @indent.dedent
    (_ arguments: (argument_list) @indent.dedent)
    (call function: (subscript) @indent.dedent)
  ])

(elif_clause
  condition: (_
    [
      (parenthesized_expression) @indent.dedent
      (_ arguments: (argument_list) @indent.dedent)
      (call function: (subscript) @indent.dedent)
    ]))

; An open bracket with nothing behind it yet.
(ERROR
  "(" @indent.align
  (#set! indent.open_delimiter "(")
  (#set! indent.close_delimiter ")"))

(ERROR "[" @indent.align (#set! indent.open_delimiter "[") (#set! indent.close_delimiter "]"))

(ERROR "{" @indent.align (#set! indent.open_delimiter "{") (#set! indent.close_delimiter "}"))

[")" "]" "}"] @indent.branch

; --- statements that end their suite ---------------------------------------------------------

; The last token of the statement dedents what follows. Not in a suite on the line of its header,
; which begins with one blank at most.
((block
   [
     (break_statement) @indent.dedent
     (continue_statement) @indent.dedent
     (pass_statement) @indent.dedent
     (return_statement "return" @indent.dedent .)
     (raise_statement "raise" @indent.dedent .)
   ]) @_suite
  (#lua-match? @_suite "^%s%s"))

((block
   (_
     ["return" "raise"]
     value: [
       (identifier) @indent.dedent
       (integer) @indent.dedent
       (float) @indent.dedent
       (true) @indent.dedent
       (false) @indent.dedent
       (none) @indent.dedent
       (self_type) @indent.dedent
       (string (string_end) @indent.dedent)
       (attribute attribute: (identifier) @indent.dedent)
       (contextual_member attribute: (identifier) @indent.dedent)
       (transfer "^" @indent.dedent .)
       (_ arguments: (argument_list ")" @indent.dedent .))
       (subscript "]" @indent.dedent .)
       (parenthesized_expression ")" @indent.dedent .)
       (tuple ")" @indent.dedent .)
       (list "]" @indent.dedent .)
       (list_comprehension "]" @indent.dedent .)
       (set "}" @indent.dedent .)
       (dictionary "}" @indent.dedent .)
     ])) @_suite
  (#lua-match? @_suite "^%s%s"))

((block
   (_
     ["return" "raise"]
     value: (_
       [
         "+" "-" "*" "/" "//" "%" "**" "@" "|" "&" "^" "<<" ">>" "~" "==" "!=" "<" "<=" ">" ">="
         "in" "is" "not in" "is not" "not" "and" "or" "else"
       ]
       [
         (identifier) @indent.dedent
         (integer) @indent.dedent
         (float) @indent.dedent
         (true) @indent.dedent
         (false) @indent.dedent
         (none) @indent.dedent
         (self_type) @indent.dedent
         (string (string_end) @indent.dedent)
         (attribute attribute: (identifier) @indent.dedent)
         (contextual_member attribute: (identifier) @indent.dedent)
         (transfer "^" @indent.dedent .)
         (_ arguments: (argument_list ")" @indent.dedent .))
         (subscript "]" @indent.dedent .)
         (parenthesized_expression ")" @indent.dedent .)
         (tuple ")" @indent.dedent .)
         (list "]" @indent.dedent .)
         (list_comprehension "]" @indent.dedent .)
         (set "}" @indent.dedent .)
         (dictionary "}" @indent.dedent .)
       ]
       .))) @_suite
  (#lua-match? @_suite "^%s%s"))

; --- what keeps the indentation of the line above ------------------------------------------------

[(string) (decorator)] @indent.auto
