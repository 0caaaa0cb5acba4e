; Colours for Helix: the patterns of ../highlights.scm with the names that Helix uses.
; Written by server/tools/generate_editor_queries.py.

; --- names: the conventions first ------------------------------------------------------------

(identifier) @variable

((identifier) @constant (#match? @constant "^_*[A-Z][A-Z0-9_]+$"))

((identifier) @type
  (#match? @type "^_*[A-Z]([A-Za-z0-9_]*[a-z][A-Za-z0-9_]*)?$"))

; Where only a type can stand.
[
  (parameter type: (identifier) @type)
  (parameter type: (subscript value: (identifier) @type))
  (assignment type: (identifier) @type)
  (assignment type: (subscript value: (identifier) @type))
  (field_declaration type: (identifier) @type)
  (field_declaration type: (subscript value: (identifier) @type))
  (return_type type: (identifier) @type)
  (return_type type: (subscript value: (identifier) @type))
  (comptime_declaration type: (identifier) @type)
  (raises_effect type: (identifier) @type)
  (base type: (identifier) @type)
  (base type: (subscript value: (identifier) @type))
  (enum_case payload: (identifier) @type)
]

((identifier) @type.builtin
  (#any-of? @type.builtin
    "AddressSpace" "Array" "BFloat16" "Bool" "Byte" "Codepoint" "DType" "Dict" "Error" "FileHandle"
    "Float16" "Float32" "Float64" "FloatLiteral" "Int" "Int128" "Int16" "Int256" "Int32" "Int64"
    "Int8" "IntLiteral" "List" "Never" "NoneType" "Optional" "Origin" "ParameterList" "Pointer"
    "SIMD" "Scalar" "Slice" "Some" "Span" "StaticString" "String" "StringLiteral" "StringSlice"
    "StringSpan" "Tuple" "TypeList" "UInt" "UInt128" "UInt16" "UInt256" "UInt32" "UInt64" "UInt8"
    "UnsafePointer" "VariadicList" "VariadicPack" "Absable" "AnyType" "Boolable" "Comparable"
    "Copyable" "Defaultable" "Deinitable" "Equatable" "Floatable" "Hashable" "Identifiable"
    "ImplicitlyCopyable" "Indexer" "Intable" "Iterable" "Iterator" "KeyElement" "Movable" "Powable"
    "RegisterPassable" "Roundable" "Sized" "TrivialRegisterPassable" "Writable" "Writer"))

((identifier) @variable.builtin (#eq? @variable.builtin "self"))

; --- members ---------------------------------------------------------------------------------

(attribute attribute: (identifier) @variable.other.member)

(attribute attribute: (identifier) @constant (#match? @constant "^_*[A-Z][A-Z0-9_]+$"))

(attribute
  attribute: (identifier) @type
  (#match? @type "^_*[A-Z]([A-Za-z0-9_]*[a-z][A-Za-z0-9_]*)?$"))

(contextual_member attribute: (identifier) @constant)

(field_declaration name: (identifier) @variable.other.member)

(enum_case name: (identifier) @constant)

; --- modules ---------------------------------------------------------------------------------

(import_statement name: (module_path (identifier) @namespace))

(import_statement
  name: (aliased_import
    name: (module_path (identifier) @namespace)
    alias: (identifier) @namespace))

(import_from_statement module: (module_path (identifier) @namespace))

(import_from_statement
  module: (relative_path (module_path (identifier) @namespace)))

; --- parameters and arguments ----------------------------------------------------------------

(parameter name: (identifier) @variable.parameter)

((parameter name: (identifier) @variable.builtin)
  (#eq? @variable.builtin "self"))

(type_parameters
  (parameter name: (identifier) @type)
  (#match? @type "^_*[A-Z]"))

(type_parameters
  (parameter name: (identifier) @constant type: (identifier) @type.builtin)
  (#match? @constant "^_*[A-Z]")
  (#any-of? @type.builtin
    "Bool" "DType" "Float32" "Float64" "Int" "StaticString" "String" "StringLiteral" "UInt"))

(keyword_argument name: (identifier) @variable.parameter)

; --- definitions -----------------------------------------------------------------------------

(function_definition name: (identifier) @function)

(_
  ["struct" "trait" "__extension" "__enum"]
  body: (block
    [
      (function_definition name: (identifier) @function.method)
      (decorated_definition definition: (function_definition name: (identifier) @function.method))
    ]))

((function_definition name: (identifier) @constructor)
  (#eq? @constructor "__init__"))

[
  (struct_definition name: (identifier) @type)
  (trait_definition name: (identifier) @type)
  (extension_definition name: (identifier) @type)
  (enum_definition name: (identifier) @type)
]

(comptime_declaration name: (identifier) @constant)

((comptime_declaration name: (identifier) @type)
  (#match? @type "^_*[A-Z]([A-Za-z0-9_]*[a-z][A-Za-z0-9_]*)?$"))

(alias_declaration name: (identifier) @constant)

((alias_declaration name: (identifier) @type)
  (#match? @type "^_*[A-Z]([A-Za-z0-9_]*[a-z][A-Za-z0-9_]*)?$"))

; --- calls -----------------------------------------------------------------------------------

(call
  function: [(identifier) @function (subscript value: (identifier) @function)])

(call
  function: [
    (attribute attribute: (identifier) @function.method)
    (subscript value: (attribute attribute: (identifier) @function.method))
  ])

((call
   function: [(identifier) @function.builtin (subscript value: (identifier) @function.builtin)])
  (#any-of? @function.builtin
    "abs" "all" "any" "ascii" "atof" "atol" "bin" "breakpoint" "chr" "debug_assert" "divmod"
    "enumerate" "hash" "hex" "index" "input" "iter" "len" "map" "materialize" "max" "min" "next"
    "oct" "open" "ord" "pow" "print" "range" "rebind" "rebind_var" "repr" "reversed" "round" "sort"
    "swap" "zip"))

((call
   function: [
     (identifier) @constructor
     (subscript value: (identifier) @constructor)
     (attribute attribute: (identifier) @constructor)
     (subscript value: (attribute attribute: (identifier) @constructor))
   ])
  (#match? @constructor "^_*[A-Z]"))

(call function: (contextual_member attribute: (identifier) @constructor))

(intrinsic_call function: (identifier) @function.builtin)

; --- decorators ------------------------------------------------------------------------------

(decorator "@" @attribute)

(decorator
  expression: [
    (identifier) @attribute
    (attribute attribute: (identifier) @attribute)
    (call
      function: [(identifier) @attribute (attribute attribute: (identifier) @attribute)])
  ])

((decorator
   expression: [(identifier) @attribute.builtin (call function: (identifier) @attribute.builtin)])
  (#any-of? @attribute.builtin
    "__parameter" "align" "always_inline" "deprecated" "doc_hidden" "explicit_destroy" "export"
    "extern" "fieldwise_init" "implicit" "no_inline" "stable" "staticmethod" "unavailable"))

((decorator
   expression: [(identifier) @attribute.removed (call function: (identifier) @attribute.removed)])
  (#any-of? @attribute.removed "parameter" "register_passable" "value"))

; --- MLIR ------------------------------------------------------------------------------------

((identifier) @function.macro (#any-of? @function.macro "__mlir_attr" "__mlir_op" "__mlir_type"))

((attribute object: (identifier) @function.macro attribute: (identifier) @string.special.symbol)
  (#any-of? @function.macro "__mlir_attr" "__mlir_op" "__mlir_type"))

(mlir_region name: (identifier) @function)

"__mlir_region" @keyword.function

; --- literals --------------------------------------------------------------------------------

(integer) @constant.numeric.integer

(float) @constant.numeric.float

[(true) (false)] @constant.builtin.boolean

[(none) (ellipsis)] @constant.builtin

(self_type) @type.builtin

(discard) @constant.builtin

(comment) @comment.line

((module . (comment) @keyword.directive)
  (#match? @keyword.directive "^#!"))

(string) @string

; A string that is a statement documents what stands above it.
(expression_statement (string (string_content)) @comment.block.documentation)

(expression_statement (concatenated_string (string) @comment.block.documentation))

[(escape_sequence) (brace_escape)] @constant.character.escape

(line_continuation) @punctuation.special

(interpolation) @embedded

; --- operators and punctuation ---------------------------------------------------------------

[
  "!=" "%" "%=" "&" "&=" "*" "**" "**=" "*=" "+" "+=" "-" "-=" "->" "/" "//" "//=" "/=" ":=" "<"
  "<<" "<<=" "<=" "=" "==" ">" ">=" ">>" ">>=" "@=" "^" "^=" "|" "|=" "~"
] @operator

(binary_operator operator: "@" @operator)

; The `^` that gives a value away.
(transfer "^" @operator.transfer)

(capture transfer: "^" @operator.transfer)

; Markers in parameter lists, and the `*` that imports everything.
(positional_separator "/" @punctuation.special)

(keyword_separator "*" @punctuation.special)

(infer_separator "//" @punctuation.special)

(wildcard_import "*" @constant.builtin)

["(" ")" "[" "]" "{" "}"] @punctuation.bracket

["," "." ":" ";"] @punctuation.delimiter

(interpolation ["{" "}"] @punctuation.special)

(relative_path ["." "..."] @punctuation.special)

; --- keywords --------------------------------------------------------------------------------

["as" "assert" "pass" "where" "with"] @keyword

(pass_statement "..." @keyword)

["and" "in" "is" "is not" "not" "not in" "or"] @keyword.operator

["def" "lambda"] @keyword.function

["struct" "trait" "__enum" "__extension" "__generator_type"] @keyword.storage.type

; A case is a branch of `match` or a member of an enum.
["if" "elif" "else" "match" "__match" "case"] @keyword.control.conditional

(enum_case "case" @keyword.storage.type)

(conditional_expression ["if" "else"] @keyword.control.conditional)

(where_clause "else" @keyword)

(base "else" @keyword)

["for" "while" "break" "continue"] @keyword.control.repeat

(for_statement "in" @keyword.control.repeat)

(for_in_clause "in" @keyword.control.repeat)

(for_statement alternative: (else_clause "else" @keyword.control.repeat))

(while_statement alternative: (else_clause "else" @keyword.control.repeat))

"return" @keyword.control.return

["raise" "raises" "try" "except" "finally"] @keyword.control.exception

(try_statement alternative: (else_clause "else" @keyword.control.exception))

["from" "import"] @keyword.control.import

(aliased_import "as" @keyword.control.import)

["async" "__async" "await" "__await"] @keyword.control

; How a value is owned, and when code runs.
["var" "ref" "mut" "imm" "out" "deinit" "comptime" "abi" "capturing"] @keyword.storage.modifier

(convention) @keyword.storage.modifier

(thin_effect) @keyword.storage.modifier

; `mut: Int`: a word that stands where the name belongs.
(parameter name: (identifier ["out" "mut" "imm" "deinit"] @variable.parameter))

; --- spellings that Mojo no longer has -------------------------------------------------------

(removed_keyword) @keyword.function.removed

(removed_convention) @keyword.storage.modifier.removed

((unknown_effect (identifier) @keyword.storage.modifier.removed)
  (#any-of? @keyword.storage.modifier.removed "escaping" "register_passable" "unified"))

(let_declaration "let" @keyword.removed)

(alias_declaration "alias" @keyword.removed)

(discard) @comment.unused

(enum_case name: (identifier) @type.enum.variant)

(contextual_member attribute: (identifier) @type.enum.variant)

(type_parameters
  (parameter name: (identifier) @type.parameter)
  (#match? @type.parameter "^_*[A-Z]"))

(parameter
  convention: (convention ["mut" "out" "deinit" "var"])
  name: (identifier) @variable.parameter.mutable
  (#not-eq? @variable.parameter.mutable "self"))

(parameter
  convention: (convention ["mut" "out" "deinit" "var"])
  name: (identifier) @variable.builtin.mutable
  (#eq? @variable.builtin.mutable "self"))
