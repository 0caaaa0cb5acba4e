; What a file defines and what it refers to, for code navigation (`tree-sitter tags`, GitHub). Where two
; patterns match one name the first one wins: with documentation before without, methods before functions.

; --- definitions -----------------------------------------------------------------------------

((_
   ["struct" "trait" "__extension" "__enum"]
   body: (block
     [
       (function_definition
         name: (identifier) @name
         body: (block
           .
           (expression_statement (string (string_content) @doc)))) @definition.method
       (decorated_definition
         definition: (function_definition
           name: (identifier) @name
           body: (block
             .
             (expression_statement (string (string_content) @doc)))) @definition.method)
     ]))
  (#strip! @doc "^\\s+|\\s+$"))

(_
  ["struct" "trait" "__extension" "__enum"]
  body: (block
    [
      (function_definition name: (identifier) @name) @definition.method
      (decorated_definition
        definition: (function_definition name: (identifier) @name) @definition.method)
    ]))

((function_definition
   name: (identifier) @name
   body: (block
     .
     (expression_statement (string (string_content) @doc)))) @definition.function
  (#strip! @doc "^\\s+|\\s+$"))

(function_definition name: (identifier) @name) @definition.function

((struct_definition
   name: (identifier) @name
   body: (block
     .
     (expression_statement (string (string_content) @doc)))) @definition.class
  (#strip! @doc "^\\s+|\\s+$"))

(struct_definition name: (identifier) @name) @definition.class

((enum_definition
   name: (identifier) @name
   body: (block
     .
     (expression_statement (string (string_content) @doc)))) @definition.class
  (#strip! @doc "^\\s+|\\s+$"))

(enum_definition name: (identifier) @name) @definition.class

((trait_definition
   name: (identifier) @name
   body: (block
     .
     (expression_statement (string (string_content) @doc)))) @definition.interface
  (#strip! @doc "^\\s+|\\s+$"))

(trait_definition name: (identifier) @name) @definition.interface

(comptime_declaration name: (identifier) @name) @definition.constant

(alias_declaration name: (identifier) @name) @definition.constant

(enum_case name: (identifier) @name) @definition.constant

(field_declaration name: (identifier) @name) @definition.field

; --- references ------------------------------------------------------------------------------

; An extension adds to a type that is defined elsewhere.
(extension_definition name: (identifier) @name) @reference.class

(base
  type: [(identifier) @name (subscript value: (identifier) @name)]) @reference.implementation

((call
   function: [
     (identifier) @name
     (subscript value: (identifier) @name)
     (attribute attribute: (identifier) @name)
     (subscript value: (attribute attribute: (identifier) @name))
   ]) @reference.class
  (#match? @name "^_*[A-Z]"))

(call
  function: [
    (identifier) @name
    (subscript value: (identifier) @name)
    (attribute attribute: (identifier) @name)
    (subscript value: (attribute attribute: (identifier) @name))
    (contextual_member attribute: (identifier) @name)
  ]) @reference.call
